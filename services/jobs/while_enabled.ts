import { z } from "zod";
import type { Store } from "../../store/store.ts";
import { type JobHandler, Later } from "../jobs.ts";
import type { World } from "../world.ts";

/** How soon it is looked again whether the account is enabled. */
const WAIT_MS = 10 * 60 * 1000;

const Payload = z.object({ userId: z.string() });

/** The same handlers, whose work for an account that is disabled waits until it is enabled again. */
export function whileEnabled(
  handlers: Readonly<Record<string, JobHandler>>,
  users: Pick<Store["users"], "get">,
  world: World,
): Record<string, JobHandler> {
  const waiting = (handler: JobHandler): JobHandler => ({
    ...handler,
    async run(payload, job, last, signal) {
      const whose = Payload.safeParse(payload).data?.userId;
      const user = whose === undefined ? null : await users.get(whose);
      if (user?.disabledAt !== undefined) {
        throw new Later(world.now() + WAIT_MS, "the account is disabled");
      }
      await handler.run(payload, job, last, signal);
    },
  });
  return Object.fromEntries(
    Object.entries(handlers).map(([kind, handler]) => [kind, waiting(handler)]),
  );
}
