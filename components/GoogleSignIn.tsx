import { IconGoogle } from "../icons/icons.tsx";
import type { GoogleState } from "../services/identity/google.ts";
import { ButtonLink } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

interface Props {
  state: GoogleState;
  /** Where to go afterwards; empty for the library. */
  returnTo: string;
  /** Why the last way to Google led back here. */
  problem?: string;
}

/** Google first, where it can be had; else a line that says so, and the form below leads. */
export function GoogleSignIn({ state, returnTo, problem }: Props) {
  const query = returnTo === "" ? "" : `?${new URLSearchParams({ returnTo })}`;
  const said = problem ?? (state === "away" ? AWAY : null);
  return (
    <>
      {said !== null && <Notice kind={problem ? "error" : "plain"}>{said}</Notice>}
      {state === "ready" && (
        <>
          <ButtonLink href={`/signin/google${query}`} kind="primary" class="w-full mt-8">
            <IconGoogle /> Continue with Google
          </ButtonLink>
          <p class="flex items-center gap-4 mt-8 text-quiet before:content-[''] before:flex-1 before:border-t before:border-rule after:content-[''] after:flex-1 after:border-t after:border-rule">
            or by mail
          </p>
        </>
      )}
    </>
  );
}

const AWAY = "Google is not answering. Sign in by mail.";
