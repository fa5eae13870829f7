/**
 * Sign-ins that have gone to Google and not come back, by the SHA-256 of their state.
 *
 * `oauth_states/HASH`
 *
 * @module
 */

/** What must be known again when the person comes back (RFC 9700 section 2.1). */
export interface OAuthState {
  /** The SHA-256 of the browser's cookie. */
  readonly browser: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  readonly nonce: string;
  /** A path of this app. */
  readonly returnTo: string;
  /** The session whose person connects their account, or deletes it; null where somebody signs in. */
  readonly session: string | null;
  /** They are to confirm that the account of that session is deleted. */
  readonly deleting?: true;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A state with the version it was read at, so that it can be used only once. */
type OAuthStateEntry = Deno.KvEntry<OAuthState>;

const stateKey = (hash: string) => ["oauth_states", hash];

/** Rows of states. */
export function oauthStates(kv: Deno.Kv) {
  return {
    async get(hash: string): Promise<OAuthStateEntry | null> {
      const entry = await kv.get<OAuthState>(stateKey(hash));
      return entry.value === null ? null : entry;
    },

    add(operation: Deno.AtomicOperation, hash: string, state: OAuthState, expireInMs: number) {
      operation
        .check({ key: stateKey(hash), versionstamp: null })
        .set(stateKey(hash), state, { expireIn: expireInMs });
    },

    /** Takes the state away in `operation`, which fails where somebody was quicker. */
    use(operation: Deno.AtomicOperation, entry: OAuthStateEntry): void {
      operation.check(entry).delete(entry.key);
    },
  };
}
