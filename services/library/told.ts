/**
 * What was done to scores, as the address of the page after it says it.
 *
 * @module
 */
import { isId } from "../world.ts";
import { type ActName, actNamed } from "./acts.ts";
import type { Done } from "./bulk.ts";
import { libraryAddress, libraryQuery } from "./query.ts";
import type { Fate } from "./work.ts";

/** What a page tells of what was done just before. */
export type Told = Omit<Done, "act"> & { readonly act: ActName | "restore" };

/** The same, and how far it is; the address asks again, beside what the page shows. */
export type ToldNow = Told & { readonly fate: Fate; readonly text: string };

/** More jobs than an address has room for: the last of them are done last. */
const MOST_JOBS = 20;

const number = (text: string | null) => text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0;

/** What was done, as a part of an address. */
export function toldText({ act, count, left, jobs, at }: Told): string {
  const told = new URLSearchParams({ done: act, n: String(count), at: String(at) });
  if (left > 0) told.set("left", String(left));
  for (const id of jobs.slice(-MOST_JOBS)) told.append("job", id);
  return told.toString();
}

/** The library as the form's page showed it, with what was done. @param question as the page sent it along */
export function addressAfter(question: string, told: Told): string {
  const address = libraryAddress(libraryQuery(new URLSearchParams(question.slice(0, 4_000))));
  return address + (address.includes("?") ? "&" : "?") + toldText(told);
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
    jobs: params.getAll("job").filter(isId).slice(-MOST_JOBS),
    at: number(params.get("at")),
  };
}
