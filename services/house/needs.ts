import type { Store } from "../../store/store.ts";
import type { Config } from "../config.ts";
import type { Jobs } from "../jobs.ts";
import type { World } from "../world.ts";
import type { Outside } from "./outside.ts";

/** What each part of the house stands on. */
export interface HouseNeeds {
  readonly config: Config;
  readonly store: Store;
  readonly world: World;
  readonly outside: Outside;
  /** Takes jobs. They are done once all parts are there, for each knows how some are done. */
  readonly later: Pick<Jobs, "add" | "kick">;
}
