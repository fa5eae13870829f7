/**
 * Taking away all that belongs to a person, a page of rows at a time: it can break off anywhere
 * and begin anew.
 *
 * What stays is the audit and what operators did, which name them by a pseudonymous id alone (their
 * own list of calls goes), and what names nobody: answers about content that somebody else was given
 * as well, addresses that take no mail, by their hash, and how often something was done with an
 * address lately (`allowances`), by its hash, for thirty days at the most.
 *
 * @module
 */
import type { answers } from "./answers.ts";
import type { Arrival } from "./arrivals.ts";
import type { Attempt } from "./attempts.ts";
import type { blobs } from "./blobs.ts";
import { foldAddress } from "./address.ts";
import { commit } from "./database.ts";
import { exportBlob } from "./exports.ts";
import { importBlob } from "./imports.ts";
import type { Flag } from "./flags.ts";
import type { Job, jobs } from "./jobs.ts";
import type { PhotoDraft } from "./photo_drafts.ts";
import type { Pointer } from "./shares.ts";

/** Kinds of rows whose second part is the id of their person. */
const OWN = [
  "sessions",
  "audit_of",
  "allowances",
  "consents",
  "explanations",
  "space",
  "arrivals_ended",
  "photo_drafts_ended",
  "address_changes",
  "scores_by",
  "scores_by_sha256",
  "score_count",
  "bin",
  "library_clock",
  "library_changes",
  "opened",
  "saved_views",
  "places",
  "practice",
  "collections",
  "collection_names",
  "shares",
  "share_opens",
  "share_opened",
];

const ROWS_PER_WRITE = 500;
const SCORES_PER_WRITE = 50;

/** Whose rows go. */
interface Erased {
  readonly userId: string;
  readonly email: string;
  /** Milliseconds since 1970: what is asked for under the address later is somebody's new account. */
  readonly deletedAt: number;
}

/** @param store the kinds of rows that know more of themselves than their key */
export function erasure(
  kv: Deno.Kv,
  store: {
    readonly answers: ReturnType<typeof answers>;
    readonly blobs: ReturnType<typeof blobs>;
    readonly jobs: ReturnType<typeof jobs>;
  },
) {
  /** Deletes the row of `prefix` and rows below it: all, or those that `takes` says; `more` deletes what goes with one. */
  async function remove<T>(
    prefix: Deno.KvKey,
    takes: (row: Deno.KvEntry<T>) => boolean = () => true,
    more: (operation: Deno.AtomicOperation, row: Deno.KvEntry<T>) => void = () => {},
  ): Promise<void> {
    let operation = kv.atomic().delete(prefix);
    let rows = 0;
    for await (const row of kv.list<T>({ prefix }, { batchSize: ROWS_PER_WRITE })) {
      if (!takes(row)) continue;
      operation.delete(row.key);
      more(operation, row);
      if (++rows % ROWS_PER_WRITE > 0) continue;
      await commit(operation);
      operation = kv.atomic();
    }
    await commit(operation);
  }

  /** Scores; their files and pictures belong to nobody then, and the next sweep takes them away. */
  async function removeScores(userId: string): Promise<void> {
    while (true) {
      const limit = SCORES_PER_WRITE;
      const rows = await Array.fromAsync(kv.list({ prefix: ["scores", userId] }, { limit }));
      if (rows.length === 0) return;
      const operation = kv.atomic();
      for (const { key } of rows) {
        operation.delete(key);
        for (const kind of ["original", "image"]) {
          store.blobs.disown(operation, [kind, key[2] as string]);
        }
      }
      await commit(operation);
    }
  }

  /**
   * Answers about what they had, where nobody else was given them; before the rows that name the
   * content, or whoever takes this up again would not know of it.
   */
  async function releaseAnswers(userId: string): Promise<void> {
    const own = kv.list({ prefix: ["scores_by_sha256", userId] }, { batchSize: ROWS_PER_WRITE });
    for await (const { key } of own) await store.answers.release(key[2] as string, userId);
    const held = kv.list({ prefix: ["answer_holders"] }, { batchSize: ROWS_PER_WRITE });
    for await (const { key } of held) {
      if (key[2] === userId) await store.answers.release(key[1] as string, userId);
    }
  }

  /** Work that waits for them, and letters to them or about them. */
  async function removeJobs({ userId, email, deletedAt }: Erased, but: string): Promise<void> {
    for await (const row of kv.list<Job>({ prefix: ["jobs"] }, { batchSize: 200 })) {
      const { kind, payload, createdAt } = row.value;
      const to = (payload as { to?: unknown } | null)?.to;
      const toThem = typeof to === "string" && foldAddress(to) === foldAddress(email) &&
        createdAt <= deletedAt;
      const theirs = toThem || JSON.stringify(payload ?? null).includes(userId);
      if (theirs && kind !== but) await store.jobs.done(row);
    }
    await remove<Job>(
      ["jobs_dead"],
      ({ value: { payload } }) => JSON.stringify(payload ?? null).includes(userId),
    );
  }

  /** Features that are on for them in any case are so no longer. */
  async function removeFromFlags(userId: string): Promise<void> {
    for await (const row of kv.list<Flag>({ prefix: ["flags"] })) {
      if (!row.value.people.includes(userId)) continue;
      const people = row.value.people.filter((id) => id !== userId);
      const operation = kv.atomic().check(row).set(row.key, { ...row.value, people });
      // Changed meanwhile: with what was changed, it is looked at again.
      if (await commit(operation) === null) return await removeFromFlags(userId);
    }
  }

  /** Files on their way: the next sweep takes away what has come of them. */
  async function removeArrivals(userId: string): Promise<void> {
    await remove<Arrival>(["arrivals", userId], () => true, (operation, { value }) => {
      store.blobs.stunt(operation, ["original", value.id]);
    });
  }

  /** Copies that they asked for, and such as they sent: the next sweep takes their bytes away. */
  async function removeCopies(userId: string): Promise<void> {
    for (const [kind, blob] of [["exports", exportBlob], ["imports", importBlob]] as const) {
      const row = await kv.get<{ id: string }>([kind, userId]);
      if (row.value === null) continue;
      const operation = kv.atomic().delete(row.key);
      store.blobs.disown(operation, blob(row.value.id));
      await commit(operation);
    }
  }

  /** Photos that are being put together: the next sweep takes their bytes away. */
  async function removePhotos(userId: string): Promise<void> {
    await remove<PhotoDraft>(["photo_drafts", userId], () => true, (operation, { value }) => {
      store.blobs.disown(operation, ["photo", value.id]);
    });
  }

  return {
    /** @param but the kind of job that does this */
    async erase(erased: Erased, but: string): Promise<void> {
      const { userId, email, deletedAt } = erased;
      await removeJobs(erased, but);
      await releaseAnswers(userId);
      await removeScores(userId);
      await removeArrivals(userId);
      await removeCopies(userId);
      await removePhotos(userId);
      await removeFromFlags(userId);
      for (const kind of OWN) await remove([kind, userId]);
      await remove<Pointer>(["shared"], ({ value }) => value.userId === userId);
      await remove<Attempt>(
        ["attempts"],
        ({ value }) =>
          foldAddress(value.email) === foldAddress(email) && value.askedAt <= deletedAt,
        (operation, { value }) => operation.delete(["attempts_by_approval", value.approvalCode]),
      );
    },
  };
}
