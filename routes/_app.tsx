import { asset } from "fresh/runtime";
import { Masthead } from "../components/Masthead.tsx";
import { StandIn } from "../components/StandIn.tsx";
import { define } from "../define.ts";

const FONTS = ["/fonts/attacca-serif.woff2", "/fonts/attacca-sans.woff2"];

const ABOUT = [{ href: "/privacy", name: "Privacy" }, { href: "/status", name: "Status" }];

/** The frame of every page. */
export default define.page(async function App({ Component, state, url }) {
  const userId = state.signedIn?.user.id ?? null;
  // An error page may come before there are services.
  const line = await state.services?.banner.line({ userId, path: url.pathname }) ?? null;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={asset("/styles.css")} />
        {FONTS.map((font) => (
          <link
            key={font}
            rel="preload"
            as="font"
            type="font/woff2"
            href={asset(font)}
            crossorigin="anonymous"
          />
        ))}
        <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <meta name="theme-color" content="#fbfaf6" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#151412" media="(prefers-color-scheme: dark)" />
        <link rel="apple-touch-icon" href={asset("/apple-touch-icon.png")} />
      </head>
      <body class="min-h-dvh flex flex-col">
        <a href="#main" class="sr-only focus:not-sr-only focus:p-3 focus:underline">
          Skip to the content
        </a>
        <Masthead
          signedIn={userId !== null}
          path={url.pathname}
        />
        {line !== null && <StandIn>{line}</StandIn>}
        <main id="main" class="flex-1 w-full max-w-7xl mx-auto px-4 sm:px-8 pb-16">
          <Component />
        </main>
        <footer class="no-print border-t border-rule text-sm text-quiet">
          <div class="max-w-7xl mx-auto px-4 sm:px-8 py-4 flex flex-wrap items-center gap-x-6">
            <p class="mr-auto">Attacca keeps your scores and plays on.</p>
            <nav aria-label="About" class="flex gap-x-6">
              {ABOUT.map(({ href, name }) => (
                <a
                  key={href}
                  href={href}
                  class="inline-flex items-center min-h-11 hover:text-accent"
                >
                  {name}
                </a>
              ))}
            </nav>
          </div>
        </footer>
      </body>
    </html>
  );
});
