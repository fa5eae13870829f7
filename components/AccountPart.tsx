import type { ComponentChildren } from "preact";

/** One part of the account page: what it is about, and beside it, on a wide screen, what is to be said. */
export function AccountPart({ id, title, children }: {
  id: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section
      aria-labelledby={id}
      class="border-t border-rule py-7 md:grid md:grid-cols-[15rem_1fr] md:gap-x-10"
    >
      <h2 id={id} class="work text-xl mb-3 md:mb-0">{title}</h2>
      <div class="max-w-prose grid gap-3 justify-items-start">{children}</div>
    </section>
  );
}
