import type { Letter } from "../../services/library/view.ts";

/**
 * A row of letters; those that something begins with lead to where it does. A phone has no room for
 * the others.
 */
export function Letters({ letters, of }: {
  letters: readonly Letter[];
  /** What begins with them. */
  of: "Titles" | "Composers";
}) {
  if (letters.length === 0) return null;
  return (
    <nav
      aria-label={`${of} that begin with`}
      class="no-print flex sm:flex-wrap items-center strip-row mt-2"
    >
      {letters.map(({ name, href, here }) =>
        href === null
          ? (
            <span key={name} aria-hidden="true" class={at + "min-w-8 text-edge max-sm:hidden"}>
              {name}
            </span>
          )
          : (
            <a
              key={name}
              href={href}
              aria-label={name === "…" ? "Another sign" : undefined}
              aria-current={here ? "true" : "false"}
              class={at + "min-w-11 underline-offset-8 decoration-1 text-ink hover:text-accent " +
                (here ? "underline" : "no-underline")}
            >
              {name}
            </a>
          )
      )}
    </nav>
  );
}

const at = "inline-flex items-center justify-center min-h-11 shrink-0 ";
