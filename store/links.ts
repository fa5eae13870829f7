/**
 * Mailed sign-in links, by the SHA-256 of their token: the token itself is in
 * the mail and nowhere else once that has been sent.
 *
 * `links/HASH`
 *
 * @module
 */

/** A link that was mailed. */
export interface Link {
  readonly email: string;
  /** A path of this app. */
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

/** A link with the version it was read at, so that it can be used only once. */
export type LinkEntry = Deno.KvEntry<Link>;

const linkKey = (hash: string) => ["links", hash];

/** Rows of links. They stay for a day, to tell an expired or used link from a made-up one. */
export function links(kv: Deno.Kv) {
  const KEPT_MS = 24 * 60 * 60 * 1000;
  return {
    async get(hash: string): Promise<LinkEntry | null> {
      const entry = await kv.get<Link>(linkKey(hash));
      return entry.value === null ? null : entry;
    },

    add(operation: Deno.AtomicOperation, hash: string, link: Link): void {
      operation
        .check({ key: linkKey(hash), versionstamp: null })
        .set(linkKey(hash), link, { expireIn: KEPT_MS });
    },

    /** Marks the link used in `operation`, which fails where somebody was quicker. */
    use(operation: Deno.AtomicOperation, entry: LinkEntry, now: number): void {
      operation.check(entry).set(entry.key, { ...entry.value, usedAt: now }, { expireIn: KEPT_MS });
    },
  };
}
