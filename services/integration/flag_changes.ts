/**
 * Changing flags: one way for the terminal and for the desk, each change noted in the same step.
 *
 * @module
 */
import type { Flag, FlagEntry } from "../../store/flags.ts";
import type { Store } from "../../store/store.ts";
import { newId, type World } from "../world.ts";

/** For whom a feature is to be on. */
export type Setting = Pick<Flag, "on" | "percent" | "people">;

/** What a flag that nobody has set is. */
export const DEFAULT: Setting = { on: true, percent: 100, people: [] };

/** What became of it: `same`: it was so already; `changed`: by somebody else, since it was seen. */
export type FlagFate = "done" | "same" | "changed";

/** Which version of a flag somebody looked at; "none" where nobody had set it. */
export const versionOf = ({ versionstamp }: FlagEntry): string => versionstamp ?? "none";

/** Changes flags. */
export function createFlagChanges({ store, world }: {
  readonly store: Pick<Store, "begin" | "commit" | "deeds" | "flags">;
  readonly world: World;
}) {
  return {
    /**
     * Sets a flag, or takes it back to its default. Every instance goes by it within two seconds.
     *
     * @param next null is the default
     * @param by the id of an operator, or "terminal"
     * @param seen what `versionOf` gave for what they looked at; where it is missing, anything
     * @param more is done in the same step
     */
    async change(
      name: string,
      next: Setting | null,
      by: string,
      seen?: string,
      more: (operation: Deno.AtomicOperation) => Promise<void> = () => Promise.resolve(),
    ): Promise<FlagFate> {
      while (true) {
        const entry = await store.flags.entry(name);
        if (same(entry.value, next)) return "same";
        if (seen !== undefined && seen !== versionOf(entry)) return "changed";
        const now = world.now();
        const operation = store.begin();
        await more(operation);
        const flag = next && { ...next, changedAt: now, changedBy: by };
        store.flags.change(operation, entry, flag);
        store.deeds.add(operation, {
          id: newId(world),
          at: now,
          by,
          what: "flag-changed",
          to: name,
          subject: null,
          more: `${settingInWords(entry.value)} → ${settingInWords(next)}`,
        });
        if (await store.commit(operation) !== null) return "done";
      }
    },
  };
}

function same(before: Flag | null, next: Setting | null): boolean {
  if (before === null || next === null) return before === next;
  return before.on === next.on && before.percent === next.percent &&
    before.people.toSorted().join() === next.people.toSorted().join();
}

/** How a flag is set: "off, and on for 01k8…". People are named by their ids. */
export function settingInWords(setting: Setting | null): string {
  if (setting === null) return "on (default)";
  const { on, percent, people } = setting;
  const share = !on || percent === 0 ? "off" : percent >= 100 ? "on" : `on for ${percent}%`;
  return people.length > 0 && share !== "on" ? `${share}, and on for ${people.join(", ")}` : share;
}

/** What "on", "off" or a share such as "25%" sets; null where it is none of these. */
export function parseShare(text: string): Pick<Setting, "on" | "percent"> | null {
  if (text === "on") return { on: true, percent: 100 };
  if (text === "off") return { on: false, percent: 0 };
  const percent = Number(/^(\d{1,3})%$/.exec(text)?.[1]);
  return percent <= 100 ? { on: true, percent } : null;
}
