/** The rooms of the operators' desk. */
export function DeskNav({ path }: { path: string }) {
  return (
    <nav aria-label="Desk" class="mt-4 -mx-2 flex flex-wrap border-b border-rule">
      {rooms.map(({ href, name }) => {
        const here = href === "/admin" ? path === href : path.startsWith(href);
        return (
          <a
            key={href}
            href={href}
            aria-current={here ? "page" : "false"}
            class={"inline-flex items-center min-h-11 px-2 no-underline hover:text-accent " +
              (here ? "text-ink font-medium border-b-2 border-accent -mb-px" : "text-quiet")}
          >
            {name}
          </a>
        );
      })}
    </nav>
  );
}

const rooms = [
  { href: "/admin", name: "Integrations" },
  { href: "/admin/queue", name: "Queue" },
  { href: "/admin/flags", name: "Flags" },
  { href: "/admin/costs", name: "Costs" },
  { href: "/admin/incidents", name: "Incidents" },
  { href: "/admin/keys", name: "Keys" },
  { href: "/admin/audit", name: "Audit" },
  { href: "/admin/accounts", name: "Accounts" },
];
