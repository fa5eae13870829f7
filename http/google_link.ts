import type { GoogleLinkProps } from "../components/GoogleLink.tsx";
import { googleProblem } from "../services/identity/google_problem.ts";
import type { SignedIn } from "../services/identity/session.ts";
import { Problem } from "../services/problem.ts";
import type { Services } from "../services/services.ts";

const DONE = ["connected", "disconnected"] as const;

/** What the account page shows of a person's Google account, and of what its address says was done. */
export async function googleLink(
  { google, googleAccounts }: Services,
  { user }: SignedIn,
  query: URLSearchParams,
): Promise<GoogleLinkProps> {
  const problem = googleProblem(query.get("problem"));
  return {
    state: await google.state(),
    ...googleAccounts.describe(user),
    done: DONE.find((each) => each === query.get("google")),
    problem: problem?.message,
    again: problem?.code === "google_again",
  };
}

/**
 * What changes how a person gets in wants a sign-in of the last ten minutes (ASVS 5.0 7.5.1).
 *
 * @throws {Problem} `google_again`
 */
export function freshly({ sessions }: Services, signedIn: SignedIn): SignedIn {
  if (!sessions.isFresh(signedIn)) throw new Problem("google_again");
  return signedIn;
}
