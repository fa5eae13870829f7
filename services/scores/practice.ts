/**
 * What a person has practised, as they note it themselves: nothing is noted by itself.
 *
 * @module
 */
import type { Session } from "../../store/practice.ts";
import type { Store } from "../../store/store.ts";
import { limits, Problem } from "../problem.ts";
import { isId, newId, type World } from "../world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKS = 8;
const LAST = 5;
const MOST_MINUTES = 24 * 60;

/** A week, by its Monday. */
export interface Week {
  readonly monday: string;
  readonly minutes: number;
}

/** The log of a score as it is shown. */
export interface PracticeView {
  /** The last ones, the latest first. */
  readonly sessions: readonly Session[];
  readonly count: number;
  readonly minutes: number;
  /** The last eight, the oldest first. */
  readonly weeks: readonly Week[];
  readonly today: string;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  const ms = Date.parse(day);
  return dayOf(ms - (new Date(ms).getUTCDay() + 6) % 7 * DAY_MS);
}

/** Minutes by week: as many weeks as are shown, up to the one of `today`. */
export function weeksOf(sessions: readonly Session[], today: string): Week[] {
  const last = Date.parse(mondayOf(today));
  return Array.from({ length: WEEKS }, (_, n) => {
    const monday = dayOf(last - (WEEKS - 1 - n) * 7 * DAY_MS);
    const minutes = sessions.filter(({ day }) => mondayOf(day) === monday)
      .reduce((sum, { minutes }) => sum + minutes, 0);
    return { monday, minutes };
  });
}

/** Keeps the logs. */
export function createPractice({ store, world }: { readonly store: Store; readonly world: World }) {
  /** A day in the calendar; tomorrow, too, for who lives ahead of the server. */
  function dayIn(form: URLSearchParams): string {
    const day = form.get("day") ?? "";
    const ms = /^[12]\d{3}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
    const isDay = !Number.isNaN(ms) && dayOf(ms) === day;
    if (!isDay || ms > world.now() + DAY_MS) throw new Problem("practice_day");
    return day;
  }

  return {
    async view(userId: string, scoreId: string): Promise<PracticeView> {
      const all = await store.practice.list(userId, scoreId);
      const sorted = all.sort((a, b) => `${a.day} ${a.id}` < `${b.day} ${b.id}` ? 1 : -1);
      const today = dayOf(world.now());
      return {
        sessions: sorted.slice(0, LAST),
        count: all.length,
        minutes: all.reduce((sum, { minutes }) => sum + minutes, 0),
        weeks: weeksOf(all, today),
        today,
      };
    },

    /**
     * Notes a session: `day`, `minutes`, and `words` if there are any.
     *
     * @throws {Problem} `practice_day`, `practice_minutes`, `field_too_long`
     */
    async note(userId: string, scoreId: string, form: URLSearchParams): Promise<void> {
      const text = form.get("minutes")?.trim() ?? "";
      const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (minutes < 1 || minutes > MOST_MINUTES) throw new Problem("practice_minutes");
      const words = (form.get("words") ?? "").normalize("NFC")
        .replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
      if (words.length > limits.fieldCharacters) throw new Problem("field_too_long");
      const session = { id: newId(world), day: dayIn(form), minutes, words };
      await store.practice.add(userId, scoreId, session);
    },

    /** Takes a session away, if it is there. */
    async drop(userId: string, scoreId: string, id: string): Promise<void> {
      if (isId(id)) await store.practice.drop(userId, scoreId, id);
    },
  };
}
