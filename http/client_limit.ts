import type { Context } from "fresh";
import type { State } from "../define.ts";
import type { Limit } from "../services/allowance.ts";
import { Problem } from "../services/problem.ts";
import { clientKey } from "./client_address.ts";

/** A music school behind one address can work; whoever tries out addresses or digits cannot. */
const SIGN_INS: Limit = { times: 100, per: "hour" };

/**
 * Counts one step of signing in for the client that asks: a mail, another device, Google, digits.
 * The answer goes by the asker's own count alone.
 *
 * @returns the client, as `clientKey` gives it
 * @throws {Problem} `client_too_many`
 */
export async function limitSignIns(ctx: Context<State>): Promise<string> {
  const client = await clientKey(ctx);
  const { allowance, world } = ctx.state.services;
  const retryAt = await allowance.take("sign-in", client, SIGN_INS);
  if (retryAt !== null) throw new Problem("client_too_many", retryAt, world.now());
  return client;
}
