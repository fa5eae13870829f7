/**
 * The app with Google set up, and a Google of ours to forge and break.
 *
 * @module
 */
import { startApp, type TestApp } from "./app.ts";
import { type FakeGoogle, startGoogle } from "./fakes/google.ts";
import type { Answer, Visitor } from "./visitor.ts";

/** A provider that does its sums on a busy machine is not away. */
const ENOUGH_MS = 3_000;

/**
 * Runs a test with both, and ends them. What is logged as an error is given to `run`, not shown.
 *
 * @param timeoutMs how long the app waits for Google
 */
export async function withGoogle(
  run: (app: TestApp, google: FakeGoogle, logged: string[]) => Promise<void>,
  timeoutMs = ENOUGH_MS,
): Promise<void> {
  const log = console.error;
  const logged: string[] = [];
  console.error = (line: string) => logged.push(String(line));
  try {
    await using google = await startGoogle();
    await using app = await startApp({
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_ISSUER: google.origin,
    }, { timeoutMs });
    google.redirectUris.push(`${app.origin}/signin/google/callback`);
    await run(app, google, logged);
  } finally {
    console.error = log;
  }
}

/** From our link to Google, up to the address that Google sends the browser back to. */
export async function atGoogle(
  visitor: Visitor,
  google: FakeGoogle,
  path = "/signin/google",
): Promise<URL> {
  const left = await visitor.get(path);
  if (!left.location.startsWith(google.origin)) throw new Error(`Cannot leave: ${left.location}`);
  return await google.signIn(left.location);
}

/** All the way to Google and back. */
export async function signInWithGoogle(visitor: Visitor, google: FakeGoogle): Promise<Answer> {
  return await back(visitor, await atGoogle(visitor, google));
}

/** Comes back from Google by this address. */
export const back = (visitor: Visitor, callback: URL): Promise<Answer> =>
  visitor.get(callback.pathname + callback.search);

/** From the account page to Google and back. */
export async function connectGoogle(visitor: Visitor, google: FakeGoogle): Promise<Answer> {
  const asked = await visitor.post("/account/google/link", {});
  const page = await visitor.get(asked.location);
  const address = /url=(.+)$/.exec(page.headers.get("refresh") ?? "")![1];
  return await back(visitor, await google.signIn(address));
}

/** Whether the visitor is signed in. */
export async function isIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get("/account")).status === 200;
}
