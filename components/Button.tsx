import type { ComponentChildren } from "preact";

interface Look {
  /** The one thing a page is for is `primary`, or `danger` where it cannot be undone; everything else is `quiet`. */
  kind?: "primary" | "quiet" | "danger";
  class?: string;
  children: ComponentChildren;
}

const base = "inline-flex items-center justify-center gap-2 min-h-11 px-5 rounded-sm text-base " +
  "font-medium no-underline cursor-pointer transition-colors duration-100 ";

const kinds = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong ",
  quiet: "border border-edge text-ink hover:border-accent hover:text-accent ",
  danger: "border border-danger text-danger hover:bg-danger hover:text-paper ",
};

const look = ({ kind = "quiet", class: more = "" }: Look) => base + kinds[kind] + more;

interface Act extends Look {
  name?: string;
  value?: string;
  /** The id of what says which of several things it is about. */
  describedBy?: string;
}

/** A button that sends its form. */
export function Button({ name, value, describedBy, ...rest }: Act) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-describedby={describedBy}
      class={look(rest)}
    >
      {rest.children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ href, target, ...rest }: Look & { href: string; target?: "_blank" }) {
  return <a href={href} target={target} class={look(rest)}>{rest.children}</a>;
}
