/**
 * Attempts to sign in. What would let somebody in is kept by its hash alone: the browser's secret,
 * the token of the mailed link, the code in the same mail.
 *
 * `attempts/ID` the attempt; the id is the SHA-256 of the secret that the asking browser has.
 * `attempts_by_link/HASH`, `attempts_by_approval/CODE` its id.
 *
 * @module
 */
/** Somebody asked to sign in. Times are milliseconds since 1970. */
export interface Attempt {
  readonly email: string;
  /** A path of this app. */
  readonly returnTo: string;
  /** The browser that asked, in plain words. */
  readonly device: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** The letter with the link and the code; null where there is none. */
  readonly letterId: string | null;
  /** The code, sealed with the browser's secret; null where there is none. */
  readonly code: {
    readonly seal: string;
    readonly expiresAt: number;
    readonly triesLeft: number;
  } | null;
  /** What the person types on a device where they are signed in. It lets nobody in by itself. */
  readonly approvalCode: string;
  readonly approvedAt: number | null;
  /** Of an approved one: the id of the session that approved it. */
  readonly approvedBy?: string;
  /** Of an approved one: when whoever approved had shown, by mail or Google, that it is them. */
  readonly provenAt?: number;
  readonly deniedAt: number | null;
  readonly usedAt: number | null;
  /** When the same browser asked anew; an attempt without the field was not replaced. */
  readonly replacedAt?: number;
}

/** An attempt with the version it was read at, so that what is decided about it is decided once. */
export type AttemptEntry = Deno.KvEntry<Attempt>;

const HOUR_MS = 60 * 60 * 1000;

/**
 * Until when it is kept, in milliseconds since 1970: a day, to tell an expired or used link from
 * a made-up one, and an hour where there is no link. The database deletes late, so whoever reads
 * compares as well.
 */
export function keptUntil({ askedAt, letterId }: Attempt): number {
  return askedAt + (letterId === null ? HOUR_MS : 24 * HOUR_MS);
}

const kept = (attempt: Attempt) => ({ expireIn: keptUntil(attempt) - attempt.askedAt });

const attemptKey = (id: string) => ["attempts", id];
const linkKey = (hash: string) => ["attempts_by_link", hash];
const approvalKey = (code: string) => ["attempts_by_approval", code];

/** Rows of attempts. */
export function attempts(kv: Deno.Kv) {
  async function get(id: string): Promise<AttemptEntry | null> {
    const entry = await kv.get<Attempt>(attemptKey(id));
    return entry.value === null ? null : entry;
  }

  async function by(key: Deno.KvKey): Promise<AttemptEntry | null> {
    const id = (await kv.get<string>(key)).value;
    return id === null ? null : await get(id);
  }

  return {
    get,

    byLink: (hash: string) => by(linkKey(hash)),

    byApprovalCode: (code: string) => by(approvalKey(code)),

    /** Adds an attempt in `operation`, which fails where its approval code is in use. */
    add(
      operation: Deno.AtomicOperation,
      id: string,
      attempt: Attempt,
      linkHash: string | null,
    ): void {
      const approval = approvalKey(attempt.approvalCode);
      operation
        .check({ key: approval, versionstamp: null })
        .set(attemptKey(id), attempt, kept(attempt))
        .set(approval, id, { expireIn: attempt.expiresAt - attempt.askedAt });
      if (linkHash !== null) operation.set(linkKey(linkHash), id, kept(attempt));
    },

    /** Changes an attempt in `operation`, which fails where somebody was quicker. */
    change(operation: Deno.AtomicOperation, entry: AttemptEntry, change: Partial<Attempt>): void {
      const changed = { ...entry.value, ...change };
      operation.check(entry).set(entry.key, changed, kept(changed));
    },
  };
}
