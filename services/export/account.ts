/**
 * What `account.json` in an export says: what belongs to this house alone, and is nowhere brought in
 * again. No secrets: no token of a session or a link, nor its hash.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import { PURPOSES } from "../integration/definition.ts";
import type { Ledger } from "../ledger.ts";
import type { World } from "../world.ts";
import type { Planned } from "./library.ts";
import { libraryList, ordered } from "./library.ts";
import { photosTold, type PlannedPhoto } from "./photos.ts";

const moment = (ms: number) => new Date(ms).toISOString();
const maybe = (ms: number | null) => ms === null ? null : moment(ms);

/** The text of `account.json`, part by part. */
export async function* accountJson(
  { store, ledger, world }: { store: Store; ledger: Pick<Ledger, "page">; world: World },
  userId: string,
  plan: readonly Planned[],
  photos: readonly PlannedPhoto[],
): AsyncGenerator<string> {
  const now = world.now();
  const hashes = new Map(plan.map(({ score }) => [score.id, score.sha256]));
  const user = await store.users.get(userId);
  const lists = await store.collections.list(userId);
  const nameOf = new Map(lists.map(({ id, name }) => [id, name]));
  const parts: Record<string, unknown> = {
    exportedAt: moment(now),
    account: user && {
      address: user.email,
      createdAt: moment(user.createdAt),
      google: user.google?.email ?? (user.google ? "connected" : null),
      // What they had allowed is taken back from then on.
      deletionAskedAt: maybe(user.leaving?.askedAt ?? null),
      goesAt: maybe(user.leaving?.due ?? null),
    },
    consents: await Promise.all(PURPOSES.map(async (purpose) => {
      const answer = await store.consents.answer(userId, purpose);
      return { purpose, allowed: answer?.allowed ?? null, at: maybe(answer?.at ?? null) };
    })),
    sessions: (await store.sessions.list(userId)).map((
      { device, createdAt, provenAt, seenAt },
    ) => ({
      device: device ?? null,
      signedInAt: moment(createdAt),
      provenAt: moment(provenAt),
      lastUsedAt: moment(seenAt),
    })),
    shares: (await store.shares.list(userId, now)).map((share) => ({
      kind: share.kind,
      of: (share.kind === "score" ? hashes : nameOf).get(share.target) ?? null,
      whom: share.whom,
      download: share.download,
      createdAt: moment(share.createdAt),
      expiresAt: maybe(share.expiresAt),
      opens: share.opens,
      openedAt: maybe(share.openedAt),
    })),
    openedLately: (await store.opened.list(userId)).flatMap((id) => hashes.get(id) ?? []),
    photos: await photosTold(store, userId, photos, hashes),
    deletedCollections: (await store.collections.deleted(userId, now))
      .map((list) => libraryList(list, hashes)),
  };
  for (const [name, value] of Object.entries(parts)) {
    yield `${name === "exportedAt" ? "{" : ","}\n  "${name}": ${ordered(value)}`;
  }
  yield* listed("explanations", explanations(store, userId, plan, now));
  yield* listed("ledger", ledgerRows(ledger, userId));
  yield "\n}\n";
}

/** A list, one line an entry. */
async function* listed(name: string, entries: AsyncIterable<unknown>): AsyncGenerator<string> {
  let n = 0;
  yield `,\n  "${name}": [`;
  for await (const entry of entries) yield `${n++ === 0 ? "" : ","}\n    ${ordered(entry)}`;
  yield n === 0 ? "]" : "\n  ]";
}

async function* explanations(
  store: Store,
  userId: string,
  plan: readonly Planned[],
  now: number,
): AsyncGenerator<unknown> {
  for (const { score: { id, sha256 } } of plan) {
    const { value } = await store.explanations.get(userId, id, now);
    if (value === null) continue;
    const { status, text, model, requestedAt, updatedAt } = value;
    const times = { requestedAt: moment(requestedAt), updatedAt: moment(updatedAt) };
    yield { sha256, status, model, text, ...times };
  }
}

/** All that has left the house, the latest first. */
async function* ledgerRows(
  ledger: Pick<Ledger, "page">,
  userId: string,
): AsyncGenerator<unknown> {
  let from: string | null = null;
  do {
    const { entries, next }: Awaited<ReturnType<Ledger["page"]>> = await ledger.page(userId, from);
    for (const { at, to, what, score, bytes, came } of entries) {
      yield { at: moment(at), to, what, score: score?.title ?? null, bytes, came };
    }
    from = next;
  } while (from !== null);
}
