/**
 * What was done to scores, as the address of the page after it says it.
 *
 * @module
 */
import { type ActName, actNamed } from "./acts.ts";
import type { Done } from "./bulk.ts";
import { libraryAddress, libraryQuery } from "./query.ts";

/** What a page tells of what was done just before. */
export type Told = Omit<Done, "act"> & { readonly act: ActName | "restore" };

const number = (text: string | null) => text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0;

/** The library as the form's page showed it, with what was done. @param question as the page sent it along */
export function addressAfter(question: string, { act, count, left, later, at }: Told): string {
  const address = libraryAddress(libraryQuery(new URLSearchParams(question.slice(0, 4_000))));
  const told = new URLSearchParams({ done: act, n: String(count), at: String(at) });
  if (left > 0) told.set("left", String(left));
  if (later) told.set("later", "1");
  return address + (address.includes("?") ? "&" : "?") + told;
}

/** What an address tells, or null. */
export function toldBy(params: URLSearchParams): Told | null {
  const done = params.get("done") ?? "";
  const act = done === "restore" ? done : actNamed(done)?.name;
  if (act === undefined) return null;
  return {
    act,
    count: number(params.get("n")),
    left: number(params.get("left")),
    later: params.get("later") === "1",
    at: number(params.get("at")),
  };
}
