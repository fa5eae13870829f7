import type { ComponentChildren } from "preact";
import { ButtonLink } from "./Button.tsx";

/** A browser left open must not be enough: asks for a sign-in of a moment ago, and leads back. */
export function SignInAgain({ what, returnTo, children }: {
  /** What it is wanted for: "To take it". */
  what: string;
  returnTo: string;
  /** What else can be done. */
  children?: ComponentChildren;
}) {
  return (
    <div class="mt-8">
      <p>{what}, you must have signed in within the last ten minutes.</p>
      <p class="mt-5 flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink
          href={`/signin?again=1&returnTo=${encodeURIComponent(returnTo)}`}
          kind="primary"
        >
          Sign in again
        </ButtonLink>
        {children}
      </p>
    </div>
  );
}
