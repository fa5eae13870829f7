/**
 * What people without an account ask for by a link that they were sent.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import type { OpenedScore, Shared } from "../services/sharing/shares.ts";
import { clientKey } from "./client_address.ts";

/** NaN for anything but plain digits: one thing has one address. */
export function plainNumber(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : NaN;
}

/**
 * Opens the link of the address.
 *
 * @param counts as `shares.open` takes it
 * @throws {Problem} `share_unknown`, `share_over`, `share_too_often`
 */
export async function openShared(ctx: Context<State>, counts = true): Promise<Shared> {
  const { shares } = ctx.state.services;
  await shares.limit("open", await clientKey(ctx));
  return await shares.open(ctx.params.token, counts);
}

/** The score that the address names under its link. @throws {Problem} `share_unknown`, `share_over` */
export async function sharedScore(ctx: Context<State>): Promise<OpenedScore> {
  const { token, n } = ctx.params;
  return await ctx.state.services.shares.score(token, plainNumber(n));
}
