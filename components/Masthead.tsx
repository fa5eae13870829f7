/** The head of every page: whose house this is, and its rooms. */
export function Masthead({ signedIn, path }: { signedIn: boolean; path: string }) {
  return (
    <header class="no-print border-b border-rule">
      <div class="max-w-7xl mx-auto px-4 sm:px-8 min-h-16 flex flex-wrap items-center gap-x-3">
        <a href="/" class="font-serif text-2xl no-underline text-ink py-2 mr-auto">Attacca</a>
        <nav aria-label="Main" class="flex items-center sm:gap-x-1 -mr-2 sm:-mr-3">
          {signedIn
            ? rooms.map(({ href, name }) => (
              <Room key={href} href={href} name={name} here={path === href} />
            ))
            : <Room href="/signin" name="Sign in" here={path === "/signin"} />}
        </nav>
      </div>
    </header>
  );
}

const rooms = [
  { href: "/scores", name: "Library" },
  { href: "/scores/new", name: "Add scores" },
  { href: "/account", name: "Account" },
];

function Room({ href, name, here }: { href: string; name: string; here: boolean }) {
  return (
    <a
      href={href}
      aria-current={here ? "page" : "false"}
      class={"inline-flex items-center min-h-11 px-2 sm:px-3 no-underline hover:text-accent " +
        (here ? "text-ink font-medium" : "text-quiet")}
    >
      {name}
    </a>
  );
}
