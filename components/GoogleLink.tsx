import type { GoogleState } from "../services/identity/google.ts";
import { AccountPart } from "./AccountPart.tsx";
import { Button, ButtonLink } from "./Button.tsx";
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
  /** It did not because they must sign in again first. */
  again: boolean;
}

const DONE = {
  connected: "Google is connected. It signs you in from now on, and mail does as before.",
  disconnected: "Google is disconnected. You sign in by mail.",
};

/** Connects and disconnects a Google account; nothing at all where there is no Google to sign in with. */
export function GoogleLink({ state, email, mail, done, problem, again }: GoogleLinkProps) {
  const connected = email !== null;
  if (state === "off" && !connected && !done && !problem) return null;
  return (
    <AccountPart id="google" title="Sign in with Google">
      {(done || problem) && (
        <div class="-my-4">
          {done && <Notice kind="success">{DONE[done]}</Notice>}
          {problem && <Notice kind="error">{problem}</Notice>}
        </div>
      )}
      {again && <ButtonLink href="/signin?again=1&returnTo=%2Faccount">Sign in again</ButtonLink>}
      <p>
        {connected
          ? (
            <>
              Connected{email && (
                <>
                  {" "}as <strong class="wrap-anywhere">{email}</strong>
                </>
              )}.
            </>
          )
          : state === "ready"
          ? "Not connected. Connect it to sign in without waiting for a mail."
          : "Not connected. Google is not answering just now; signing in by mail works as always."}
      </p>
      {connected && !mail && (
        <p class="text-sm text-quiet">
          To disconnect it, sign in once by mail first: then you can get in without it.
        </p>
      )}
      {connected && mail && (
        <form method="post" action="/account/google/unlink">
          <Button>Disconnect Google</Button>
        </form>
      )}
      {!connected && state === "ready" && (
        <form method="post" action="/account/google/link">
          <Button>Connect Google</Button>
        </form>
      )}
    </AccountPart>
  );
}
