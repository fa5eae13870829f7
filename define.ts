import { createDefine } from "fresh";
import type { SignedIn } from "./services/identity/session.ts";
import type { Services } from "./services/services.ts";

/** What a request carries from the middleware to the routes. */
export interface State {
  services: Services;
  /** Null where nobody is signed in. */
  signedIn: SignedIn | null;
  /** When it is worth asking again, where this was too often (milliseconds since 1970). */
  retryAt?: number;
  /** The content security policy that the answer brings along, if it does. */
  policy?: string | null;
  /** Asked for by a link that somebody was sent. */
  byLink?: true;
}

/** Fresh's helpers, knowing our state. */
export const define = createDefine<State>();
