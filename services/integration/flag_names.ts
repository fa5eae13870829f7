/**
 * The flags that the app asks for, each with what it switches. A flag that nobody has set is on.
 *
 * @module
 */
import { INTEGRATIONS } from "./definition.ts";

/** What each flag switches, in plain words. */
export const FLAG_NAMES: Readonly<Record<string, string>> = {
  "google-oauth": "sign-in with Google; off, people sign in by mail",
  "resend": "mail by Resend; off, mail waits in the outbox",
  "storage":
    "the store for files; off, new files wait in the database, and older ones cannot be downloaded",
  "gemini": "everything that Gemini does; off, scores are read on this server",
  "gemini/read-score": "reading scores by Gemini; off, they are read on this server",
  "gemini/explain-score": "explaining scores by Gemini; off, what the local reading knows is shown",
};

/**
 * Whether the app asks for a flag of this name: one of the table, or one operation of an
 * integration ("resend/send-mail"), for which the door asks at every call.
 */
export function isFlagName(name: string): boolean {
  if (name in FLAG_NAMES) return true;
  const [integration, operation, ...more] = name.split("/");
  return (INTEGRATIONS as readonly string[]).includes(integration) && more.length === 0 &&
    /^[a-z][a-z-]{0,40}$/.test(operation ?? "");
}
