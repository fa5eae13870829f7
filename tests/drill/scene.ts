/**
 * The drill: one vendor broken in one way, while a person wants something. What is looked at is
 * the same in every scene: what the person saw, how long the pages took, what waits, whether it
 * mended itself, and whether anything was lost or done twice.
 *
 * @module
 */
import type { TestApp } from "../app.ts";
import type { Fault } from "../fakes/fault.ts";
import { quietly } from "../quiet.ts";
import type { Answer } from "../visitor.ts";

/** The slowest that a page may be while a vendor is broken, the ways to Google and back aside. */
export const SLOWEST_PAGE_MS = 300;
/**
 * What no log may hold: the person, the score, a token, a key. A JSON Web Token begins with `eyJ`,
 * in just these letters: without their case, an identifier of a trace may well hold them.
 */
const NAMES_SOMEBODY = /[Cc]lara|CLARA|[Rr]omanze|token=|code=|\beyJ[\w-]{8}|-only\b|re_test/;

/** A person who wants something of a vendor. */
export interface Scene {
  readonly vendor: string;
  readonly wants: string;
  /** Starts the app and the vendor, breaks it, looks, mends it, and looks again. */
  readonly play: (fault: Fault, notes: Notes) => Promise<void>;
}

/** What is written down while a scene is played. */
export class Notes {
  /** What the person was told, in the page's own words. */
  saw = "";
  /** The slowest page, in milliseconds. */
  pageMs = 0;
  /** How many jobs waited while the vendor was broken. */
  waited = 0;
  recovered = false;
  lost = 0;
  twice = 0;
  /** What does not hold; empty where all is well. */
  readonly wrong: string[] = [];

  /** Opens a page as a person does. */
  async page(open: () => Promise<Answer>): Promise<Answer> {
    const start = performance.now();
    const answer = await open();
    this.pageMs = Math.max(this.pageMs, Math.round(performance.now() - start));
    this.holds(`a page answered ${answer.status}`, answer.status < 500);
    return answer;
  }

  /** Notes what it would mean if `so` were not so. */
  holds(otherwise: string, so: boolean): void {
    if (!so) this.wrong.push(otherwise);
  }
}

/** Plays a scene, quietly; what was logged must name nobody. */
export async function play(scene: Scene, fault: Fault): Promise<Notes> {
  const notes = new Notes();
  const logged = await quietly(() => scene.play(fault, notes));
  notes.holds(`a page took ${notes.pageMs} ms`, notes.pageMs <= SLOWEST_PAGE_MS);
  notes.holds("the person was told nothing", notes.saw !== "");
  notes.holds("it did not recover by itself", notes.recovered);
  notes.holds(`${notes.lost} lost`, notes.lost === 0);
  notes.holds(`${notes.twice} done twice`, notes.twice === 0);
  const named = NAMES_SOMEBODY.exec(logged)?.[0];
  notes.holds(`the log says ${JSON.stringify(named)}`, named === undefined);
  return notes;
}

/** What part of a page says, without its markup. */
export function words(html: string, part: RegExp): string {
  return (part.exec(html)?.[0] ?? "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")
    .replaceAll("&#39;", "'").replaceAll("&quot;", '"').trim();
}

/** How many jobs wait. */
export async function waiting(app: TestApp): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: ["jobs"] }))).length;
}

/** Lets time pass, in steps of `ms`, until nothing waits: half a hundred steps at the most. */
export async function settle(app: TestApp, ms: number): Promise<void> {
  for (let steps = 0; steps < 50 && await waiting(app) > 0; steps++) {
    app.pass(ms);
    await app.services.jobs.drained();
  }
}
