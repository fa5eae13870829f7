import type { ComponentChildren } from "preact";

interface Look {
  /** The one thing a page is for is `primary`; everything else is `quiet`. */
  kind?: "primary" | "quiet";
  class?: string;
  children: ComponentChildren;
}

const base = "inline-flex items-center justify-center gap-2 min-h-11 px-5 rounded-sm text-base " +
  "font-medium no-underline cursor-pointer transition-colors duration-100 ";

const kinds = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong ",
  quiet: "border border-edge text-ink hover:border-accent hover:text-accent ",
};

const look = ({ kind = "quiet", class: more = "" }: Look) => base + kinds[kind] + more;

/** A button that sends its form. */
export function Button({ name, value, ...rest }: Look & { name?: string; value?: string }) {
  return <button type="submit" name={name} value={value} class={look(rest)}>{rest.children}
  </button>;
}

/** A link that looks like a button. */
export function ButtonLink({ href, ...rest }: Look & { href: string }) {
  return <a href={href} class={look(rest)}>{rest.children}</a>;
}
