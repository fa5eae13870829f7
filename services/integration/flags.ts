/**
 * Feature flags, read from the store now and then, and asked for at every call.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import { createRefreshed } from "../refreshed.ts";
import type { World } from "../world.ts";

/** A change is seen everywhere within this time. */
const FRESH_MS = 2_000;

/** Flags of this instance. */
export type Flags = ReturnType<typeof createFlags>;

/**
 * A flag that nobody has set is on. When the store cannot be read the last known
 * flags hold, and before there are any, everything is on: a database that is away
 * must not switch features off by itself.
 */
export function createFlags(
  store: { readonly flags: Pick<Store["flags"], "all"> },
  world: World,
) {
  const all = createRefreshed("flags", store.flags.all, FRESH_MS, world);

  return {
    /** Whether what is known needs no reading again. */
    fresh: all.isFresh,

    /** Reads the flags again where they may be stale; null where they are fresh. */
    refresh: all.refresh,

    /** Whether `name` is on for a person, or for nobody in particular. */
    isOn(name: string, subject: string | null): boolean {
      const flag = all.known()?.get(name);
      if (flag === undefined) return true;
      if (subject !== null && flag.people.includes(subject)) return true;
      if (!flag.on) return false;
      return flag.percent >= 100 || (subject !== null && share(name, subject) < flag.percent);
    },

    /** How a flag stands, for whoever runs the house. */
    state(name: string): "on" | "off" | "partly" {
      const flag = all.known()?.get(name);
      if (flag === undefined || (flag.on && flag.percent >= 100)) return "on";
      const some = (flag.on && flag.percent > 0) || flag.people.length > 0;
      return some ? "partly" : "off";
    },
  };
}

/** 0 to 99, always the same for a flag and a person (FNV-1a). */
function share(name: string, subject: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${name}/${subject}`) {
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  }
  return (hash >>> 0) % 100;
}
