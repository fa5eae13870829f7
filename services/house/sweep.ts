import type { Store } from "../../store/store.ts";
import { logError } from "../log.ts";
import type { Originals } from "../originals.ts";
import { limits } from "../problem.ts";
import type { World } from "../world.ts";

const DAY_MS = 24 * 60 * 60_000;
/** What no upload owns goes an hour after the uploads themselves: one may be ending just then. */
const UNOWNED_KEPT_MS = limits.unfinishedMs + 60 * 60 * 1000;

interface Sweeps {
  readonly sweep: () => Promise<unknown>;
}

interface Needs {
  readonly store: Pick<Store, "turns" | "retention">;
  readonly originals: Pick<Originals, "sweep">;
  readonly bin: Sweeps;
  readonly arrivals: Sweeps;
  readonly exports: Sweeps;
  readonly photos: Sweeps;
  readonly world: World;
}

/**
 * Makes what takes away all that is over. Where one part fails the others are swept all the same, and
 * it is thrown in the end.
 *
 * @returns gives how many files could not be taken away now
 */
export function createSweep({ store, originals, world, ...parts }: Needs) {
  async function retained(): Promise<void> {
    const day = Math.floor(world.now() / DAY_MS);
    if (await store.turns.take("retention", day)) await store.retention.sweep(world.now());
  }

  return async (): Promise<number> => {
    const failed: unknown[] = [];
    const steps: [name: string, sweep: () => Promise<unknown>][] = [
      ["bin", parts.bin.sweep],
      ["arrivals", parts.arrivals.sweep],
      ["exports", parts.exports.sweep],
      ["retention", retained],
      ["photos", parts.photos.sweep],
    ];
    for (const [name, sweep] of steps) {
      await sweep().catch((error) => {
        logError("sweep_failed", error, { of: name });
        failed.push(error);
      });
    }
    const left = await originals.sweep(world.now() - UNOWNED_KEPT_MS);
    if (failed.length > 0) throw failed[0];
    return left;
  };
}
