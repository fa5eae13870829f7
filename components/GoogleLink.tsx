import type { GoogleState } from "../services/identity/google.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/** A person's Google account here. */
export interface GoogleLinkProps {
  state: GoogleState;
  /** What it is told by; empty where Google named no address; null where none is connected. */
  email: string | null;
  /** Whether they can sign in by mail without it. */
  mail: boolean;
  /** What just happened. */
  done?: "connected" | "disconnected";
  /** Why it did not. */
  problem?: string;
}

const DONE = {
  connected: "Google is connected. It signs you in from now on, and mail does as before.",
  disconnected: "Google is disconnected. You sign in by mail.",
};

/** Connects and disconnects a Google account; nothing at all where there is no Google to sign in with. */
export function GoogleLink({ state, email, mail, done, problem }: GoogleLinkProps) {
  const connected = email !== null;
  if (state === "off" && !connected && !done && !problem) return null;
  return (
    <section aria-labelledby="google" class="mt-12">
      <h2 id="google" class="font-serif text-2xl">Sign in with Google</h2>
      {done && <Notice kind="success">{DONE[done]}</Notice>}
      {problem && <Notice kind="error">{problem}</Notice>}
      <p class="mt-3 max-w-prose">
        {connected
          ? (
            <>
              Connected{email && (
                <>
                  {" "}as <strong class="break-all">{email}</strong>
                </>
              )}.
            </>
          )
          : state === "ready"
          ? "Not connected. Connect it to sign in without waiting for a mail."
          : "Not connected. Google is not answering just now; signing in by mail works as always."}
      </p>
      {connected && !mail && (
        <p class="mt-2 text-sm text-quiet max-w-prose">
          To disconnect it, sign in once by mail first: then you can get in without it.
        </p>
      )}
      {connected && mail && (
        <form method="post" action="/account/google/unlink" class="mt-4">
          <Button>Disconnect Google</Button>
        </form>
      )}
      {!connected && state === "ready" && (
        <form method="post" action="/account/google/link" class="mt-4">
          <Button>Connect Google</Button>
        </form>
      )}
    </section>
  );
}
