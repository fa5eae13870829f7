import type { GoogleLinkProps } from "../components/GoogleLink.tsx";
import { googleProblem } from "../services/identity/google_problem.ts";
import type { Services } from "../services/services.ts";
import type { User } from "../store/users.ts";

const DONE = ["connected", "disconnected"] as const;

/** What the account page shows of a person's Google account, and of what its address says was done. */
export async function googleLink(
  { google, googleAccounts }: Services,
  user: User,
  query: URLSearchParams,
): Promise<GoogleLinkProps> {
  return {
    state: await google.state(),
    ...googleAccounts.describe(user),
    done: DONE.find((each) => each === query.get("google")),
    problem: googleProblem(query.get("problem"))?.message,
  };
}
