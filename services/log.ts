/**
 * Log lines as JSON, one event a line. What is logged is named by code and id:
 * no address, no token, no query, no file name.
 *
 * @module
 */
import { requestId } from "./request_id.ts";

type Details = Record<string, string | number | boolean | null>;

/** Something an operator wants to know of. */
export function logInfo(event: string, details: Details = {}): void {
  console.info(JSON.stringify({ time: time(), level: "info", event, ...request(), ...details }));
}

/** Something an operator must look at; only the error's name and message are kept. */
export function logError(event: string, error: unknown, details: Details = {}): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  console.error(
    JSON.stringify({
      time: time(),
      level: "error",
      event,
      error: `${name}: ${message}`,
      ...request(),
      ...details,
    }),
  );
}

/** The operator's own clock, not the app's, which a test may move. */
const time = () => new Date().toISOString();

function request(): Details {
  const id = requestId();
  return id === null ? {} : { request: id };
}
