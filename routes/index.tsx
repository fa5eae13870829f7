import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { ButtonLink } from "../components/Button.tsx";
import { define } from "../define.ts";
import { TAKEN } from "../services/formats/kinds.ts";

export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.signedIn) return ctx.redirect("/scores", 303);
    const { google, gemini } = ctx.state.services.config;
    return page({ google: google !== null, gemini: gemini !== null });
  },
});

const PROMISES = [
  {
    title: "Bring in what you have",
    text:
      `Drop in ${TAKEN}, one or a hundred. Attacca reads title, composer, opus and instruments ` +
      "from the printed page, and says how sure it is.",
  },
  {
    title: "Find it at the stand",
    text: "Your library shows the first page of every score. Search by any word on the title, " +
      "then turn pages with keys or a pedal.",
  },
];

const KEPT = "The file you put in is the file you get out, byte for byte.";

const playsOn = (gemini: boolean) => ({
  title: "It plays on",
  text: gemini
    ? "Scores are read on this server, so there is no service to wait for. Gemini, a service of " +
      `Google, is asked as well only where you allow it. ${KEPT}`
    : "Scores are read on this server, which asks nobody else, so there is no service to wait " +
      `for. ${KEPT}`,
});

/** What this is. */
export default define.page<typeof handler>(function Home({ data }) {
  return (
    <>
      <Head>
        <title>Attacca · your sheet music, always ready</title>
        <meta
          name="description"
          content="A sheet-music library on the web: bring in your scores, find them, read and play from them."
        />
      </Head>
      <div class="grid md:grid-cols-[1fr_minmax(16rem,26rem)] gap-12 items-center pt-12 sm:pt-20">
        <div>
          <p class="composer text-lg text-quiet">Sheet music, kept and ready</p>
          <h1 class="work text-5xl sm:text-7xl mt-3">Play on without a pause</h1>
          <p class="prose-serif mt-8">
            “Attacca”, in a score, means: go on at once. This is a library for your scores that does
            the same. Bring them in, find them in a moment, play from them anywhere.
          </p>
          <p class="mt-10">
            <ButtonLink href="/signin" kind="primary">
              {data.google ? "Sign in" : "Sign in by mail"}
            </ButtonLink>
          </p>
          <p class="mt-3 text-sm text-quiet">No password. The first sign-in makes your library.</p>
        </div>
        <img
          src={asset("/specimen.png")}
          alt="The first page of Bach’s Prelude in C, engraved"
          width="900"
          height="1273"
          class="sheet w-full max-w-sm md:max-w-none mx-auto"
        />
      </div>
      <section
        aria-label="What it does"
        class="grid sm:grid-cols-3 gap-10 mt-20 pt-10 border-t border-rule"
      >
        {[...PROMISES, playsOn(data.gemini)].map(({ title, text }) => (
          <div>
            <h2 class="font-serif text-xl">{title}</h2>
            <p class="mt-3 text-quiet">{text}</p>
          </div>
        ))}
      </section>
    </>
  );
});
