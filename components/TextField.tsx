import type { ComponentChildren } from "preact";

interface Props {
  name: string;
  label: string;
  value?: string;
  type?: "text" | "email";
  autocomplete?: string;
  /** Which keys a phone offers. */
  inputmode?: "numeric";
  /** The id of a list of what is offered. */
  list?: string;
  required?: boolean;
  autofocus?: boolean;
  /** What is wrong with what was typed. */
  error?: string;
  /** A word of help, or where the value comes from. */
  children?: ComponentChildren;
}

/** A labelled line of text, its error under it and tied to it for a screen reader. */
export function TextField(props: Props) {
  const { name, label, value, type = "text", autocomplete, required, autofocus, error } = props;
  const described = [error && `${name}-error`, props.children && `${name}-help`].filter(Boolean);
  return (
    <div>
      <label for={name} class="block text-sm font-medium mb-1.5">{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        list={props.list}
        value={value}
        autocomplete={autocomplete ?? "off"}
        inputmode={props.inputmode}
        required={required}
        autofocus={autofocus}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={described.join(" ") || undefined}
        class={"block w-full min-h-11 px-3 rounded-sm bg-raised border text-base " +
          (error ? "border-danger" : "border-edge")}
      />
      {error && <p id={`${name}-error`} class="mt-1.5 text-sm text-danger">{error}</p>}
      {props.children && (
        <div id={`${name}-help`} class="mt-1.5 text-sm text-quiet">{props.children}</div>
      )}
    </div>
  );
}
