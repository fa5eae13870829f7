import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../components/Button.tsx";
import { define } from "../define.ts";
import { Problem, type ProblemCode } from "../services/problem.ts";

const HEADINGS: Record<number, string> = {
  400: "That did not arrive whole",
  401: "You are signed out",
  403: "That came from elsewhere",
  404: "Tacet",
  405: "That does not work here",
  410: "Too late for this one",
  413: "That is too much at once",
  429: "Too often for now",
  500: "Something broke on our side",
  503: "Not right now",
};

/** Where the status alone would say too little, or something else. */
const HEADINGS_OF: Partial<Record<ProblemCode, string>> = {
  account_closed: "This account is closed",
  desk_again: "Sign in again first",
};

const SENTENCES: Record<number, string> = {
  400: "The address or the form could not be read. Go back and try again.",
  403:
    "The form was sent from another site, so nothing was done. Go back, reload the page and try again.",
  404: "There is nothing at this address: the part is silent here.",
  405: "This address does not take such a request.",
  500: "It is not your doing, and nothing of yours is lost. Try again in a minute.",
};

/** Its sentence says to ask for another link or code, so the page leads to where that is done. */
function asksForAnother(error: unknown): boolean {
  return error instanceof HttpError && error.cause instanceof Problem &&
    /^(link|attempt|code)_/.test(error.cause.code);
}

/** Whoever was sent a link need not have an account. */
function isShare(error: unknown): boolean {
  return error instanceof HttpError && error.cause instanceof Problem &&
    /^share_/.test(error.cause.code);
}

/** Where an operator signs in again, to come back to the desk. */
const deskAgain = ({ pathname }: URL) =>
  `/signin?${new URLSearchParams({ again: "1", returnTo: pathname })}`;

/** Every page that is not what was asked for: what happened, what was kept, what to do. */
export default define.page(function ErrorPage({ error, state, url }) {
  const status = error instanceof HttpError ? error.status : 500;
  const problem = error instanceof HttpError && error.cause instanceof Problem ? error.cause : null;
  const heading = (problem && HEADINGS_OF[problem.code]) ?? HEADINGS[status] ??
    (status < 500 ? "That did not work" : HEADINGS[500]);
  const said = problem?.message ?? null;
  const signedIn = state?.signedIn !== null && state?.signedIn !== undefined;
  return (
    <>
      <Head>
        <title>{`${heading} · Attacca`}</title>
      </Head>
      <div class="staff mt-12" aria-hidden="true" />
      <h1 class="work text-4xl sm:text-5xl mt-10">{heading}</h1>
      <p class="prose-serif mt-6">
        {said ?? SENTENCES[status] ?? SENTENCES[status < 500 ? 400 : 500]}
      </p>
      <p class="mt-8">
        {problem?.code === "desk_again"
          ? (
            <ButtonLink href={deskAgain(url)} kind="primary" target="_blank">
              Sign in again
            </ButtonLink>
          )
          : !isShare(error) && (status === 401 || status === 410 || asksForAnother(error))
          ? <ButtonLink href="/signin" kind="primary">Sign in</ButtonLink>
          : (
            <ButtonLink href={signedIn ? "/scores" : "/"}>
              {signedIn ? "To the library" : "To the start"}
            </ButtonLink>
          )}
      </p>
    </>
  );
});
