/**
 * The flags, for whoever runs the house: how each stands, and setting it.
 *
 * @module
 */
import type { Deed } from "../../store/deeds.ts";
import type { Flag } from "../../store/flags.ts";
import type { Store } from "../../store/store.ts";
import { parseAddress } from "../identity/address.ts";
import type { SignedIn } from "../identity/session.ts";
import {
  createFlagChanges,
  DEFAULT,
  type FlagFate,
  type Setting,
  settingInWords,
  versionOf,
} from "../integration/flag_changes.ts";
import { FLAG_NAMES, isFlagName } from "../integration/flag_names.ts";
import type { Operators } from "../operators.ts";
import { isId, type World } from "../world.ts";

const HISTORY_MS = 90 * 24 * 60 * 60_000;
/** Among how many of the newest deeds changes are looked for, and how many are shown. */
const DEEDS = 500;
const CHANGES = 30;
/** A row in the database has room for two thousand ids. */
const MOST_PEOPLE = 500;

/** One flag. */
export interface FlagView {
  readonly name: string;
  readonly does: string;
  readonly setting: Setting;
  readonly words: string;
  readonly isSet: boolean;
  readonly version: string;
  readonly changed: Pick<Flag, "changedAt" | "changedBy">;
}

/** What is asked of a flag. */
export interface FlagWish {
  readonly share: Pick<Setting, "on" | "percent">;
  /** Ids that it had and keeps. */
  readonly keep: readonly string[];
  /** Ids or addresses, with commas or spaces between them. */
  readonly add: string;
}

/** `unknown`: there is no such flag; `person`: no account of such an id or address; `many`: too many people. */
export type WishFate = FlagFate | "unknown" | "person" | "many";

/** Shows flags and sets them. */
export function createFlagDesk({ store, operators, world }: {
  readonly store: Store;
  readonly operators: Pick<Operators, "hold" | "noteFirst">;
  readonly world: World;
}) {
  const changes = createFlagChanges({ store, world });

  /** The id of whoever has it, or the address; null where nobody has. Whose address it was is noted. */
  async function person(by: SignedIn, word: string): Promise<string | null> {
    if (isId(word)) return (await store.users.get(word))?.id ?? null;
    const id = (await store.users.byEmail(addressIn(word) ?? ""))?.id ?? null;
    if (id !== null) {
      await operators.noteFirst(by, { what: "address-looked-up", to: id, subject: id });
    }
    return id;
  }

  return {
    /** Those that the app is known to ask for, and those that somebody has set. */
    async list(): Promise<FlagView[]> {
      const names = new Set([...Object.keys(FLAG_NAMES), ...(await store.flags.all()).keys()]);
      return await Promise.all(
        [...names].sort().map(async (name) => {
          const entry = await store.flags.entry(name);
          const { on, percent, people } = entry.value ?? DEFAULT;
          return {
            name,
            does: FLAG_NAMES[name] ?? "one operation alone",
            setting: { on, percent, people },
            words: settingInWords(entry.value),
            isSet: entry.value !== null,
            version: versionOf(entry),
            changed: { changedAt: entry.value?.changedAt, changedBy: entry.value?.changedBy },
          };
        }),
      );
    },

    /** What was changed in the last ninety days, the newest first. */
    async history(): Promise<Deed[]> {
      const now = world.now();
      const deeds = await store.deeds.between(now - HISTORY_MS, now + 1, DEEDS);
      return deeds.filter(({ what }) => what === "flag-changed").slice(0, CHANGES);
    },

    /**
     * Sets a flag as wished, or to its default.
     *
     * @param seen the version that was looked at
     * @throws {Problem} `signed_out`
     */
    async change(
      by: SignedIn,
      name: string,
      wish: FlagWish | null,
      seen: string,
    ): Promise<WishFate> {
      if (!isFlagName(name)) return "unknown";
      const set = (next: Setting | null) =>
        changes.change(name, next, by.user.id, seen, (operation) => operators.hold(operation, by));
      if (wish === null) return await set(null);
      const words = wish.add.split(/[\s,;]+/).filter(Boolean);
      if (words.length + wish.keep.length > MOST_PEOPLE) return "many";
      const added = await Promise.all(words.map((word) => person(by, word)));
      if (added.includes(null)) return "person";
      const kept = wish.keep.filter(isId);
      const people = [...new Set([...kept, ...added as string[]])].sort();
      return await set({ ...wish.share, people });
    },
  };
}

function addressIn(word: string): string | null {
  try {
    return parseAddress(word);
  } catch {
    return null;
  }
}
