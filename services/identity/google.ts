/**
 * Signing in with Google: authorization code with PKCE, bound to the browser and used once
 * (RFC 9700, OpenID Connect Core 1.0).
 *
 * @module
 */
import type { JSONWebKeySet } from "jose";
import type { Store } from "../../store/store.ts";
import type { OAuthState } from "../../store/oauth_states.ts";
import type { Config } from "../config.ts";
import type { Integration } from "../integration.ts";
import type { Flags } from "../integration/flags.ts";
import { logError } from "../log.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import { type Client, exchangeCode, goTo, readAnswer, revoke, type Tokens } from "./google_code.ts";
import { type Endpoints, requestEndpoints, requestKeys } from "./google_documents.ts";
import type { GoogleAccounts } from "./google_account.ts";
import { type GoogleProblem, googleProblem } from "./google_problem.ts";
import { type Expected, type GooglePerson, readIdToken, UnknownKey } from "./id_token.ts";
import { createKeptDocument } from "./kept_document.ts";
import type { NewSession, SignedIn } from "./session.ts";
import { hashToken, newToken } from "./token.ts";

/** How long a person may stay at Google. */
export const AWAY_SECONDS = 600;

/** `off`: not set up or switched off. `away`: Google does not answer, so mail leads. */
export type GoogleState = "off" | "ready" | "away";

/** Somebody who goes to Google. */
export interface Leaving {
  /** A path of this app, as `returnPath` gives it. */
  readonly returnTo: string;
  /** What the browser's cookie has from a sign-in that is still under way, or null. */
  readonly browser: string | null;
  /** The id of the session whose person connects their account, or deletes it; null where somebody signs in. */
  readonly session: string | null;
  /** They go there to confirm that the account of that session is deleted. */
  readonly deleting?: boolean;
}

/** Somebody who came back. */
export interface Ending {
  readonly returnTo: string;
  /** Whether they came to connect their account. */
  readonly linking: boolean;
  readonly problem: GoogleProblem | null;
  /** The new session where they signed in. */
  readonly session: NewSession | null;
  /** Whether they came to confirm that their account is deleted. */
  readonly deleting: boolean;
  /** Once that is done: ends what they granted at Google. Gives whether Google says so; never throws. */
  readonly revoke: (() => Promise<boolean>) | null;
}

interface Needs {
  readonly config: Pick<Config, "google" | "origin">;
  readonly door: Integration | null;
  readonly store: Store;
  readonly accounts: GoogleAccounts;
  readonly flags: Flags;
  readonly world: World;
}

/** The way to Google and back. */
export type Google = ReturnType<typeof createGoogle>;

/** Takes people to Google and back. Nothing is asked of Google until somebody wants to go there. */
export function createGoogle({ config, door, store, accounts, flags, world }: Needs) {
  const google = config.google !== null && door !== null ? open(config.google, door) : null;
  /** Google asked for a pause, or its allowance is used up. */
  let pausedUntil = -Infinity;

  function open(settings: NonNullable<Config["google"]>, door: Integration) {
    const { issuer, clientId, clientSecret } = settings;
    const redirectUri = `${config.origin}/signin/google/callback`;
    const client: Client = { issuer, clientId, clientSecret, redirectUri };
    const endpoints = createKeptDocument<Endpoints>({
      name: ["google-endpoints", issuer],
      operation: "read-endpoints",
      request: (attempt) => requestEndpoints(issuer, attempt),
      door,
      store,
      world,
    });
    const keys = createKeptDocument<JSONWebKeySet>({
      name: ["google-keys", issuer],
      operation: "read-keys",
      request: (attempt) => requestKeys(issuer, endpoints.known()!.jwks_uri, attempt),
      door,
      store,
      world,
    });
    return { client, door, endpoints, keys };
  }

  /** @throws {Problem} `nothing_here` where it is not set up */
  function opened() {
    if (google === null) throw new Problem("nothing_here");
    return google;
  }

  let probing: Promise<unknown> | null = null;

  async function isOn(): Promise<boolean> {
    await flags.refresh();
    return flags.isOn("google-oauth", null);
  }

  async function state(): Promise<GoogleState> {
    if (google === null || !(await isOn())) return "off";
    if (google.door.breaker() === "open") {
      probing ??= Promise.resolve(google.door.probe()).finally(() => probing = null);
      return "away";
    }
    google.endpoints.freshen();
    const lost = google.endpoints.known() === null && google.endpoints.failed();
    return lost || world.now() < pausedUntil ? "away" : "ready";
  }

  /** The row of a state that this browser left with. @throws {Problem} `google_stale` */
  async function left(state: string | null, browser: string | null) {
    const entry = await store.oauthStates.get(await hashToken(state ?? ""));
    const own = entry !== null && browser !== null &&
      entry.value.browser === await hashToken(browser);
    if (!own || world.now() > entry.value.expiresAt) throw new Problem("google_stale");
    return entry;
  }

  /** Whom Google says came back, and what it gave us for them. @throws {Problem} */
  async function meet(
    query: URLSearchParams,
    row: OAuthState,
  ): Promise<{ person: GooglePerson; tokens: Tokens }> {
    const { client, door, endpoints, keys } = opened();
    const found = await endpoints.get();
    if (found === null) throw new Problem("google_away");
    const answer = readAnswer(query, found, client);
    // Before the code is used up: without keys nobody could tell what comes of it.
    if (await keys.get() === null) throw new Problem("google_away");
    const outcome = await exchangeCode(door, answer, row, found, client, world);
    if (!outcome.ok) {
      const { code, retryAt } = outcome.error;
      if (retryAt !== null) pausedUntil = retryAt;
      throw new Problem(problems[code] ?? "google_away");
    }
    const expected = {
      issuer: client.issuer,
      clientId: client.clientId,
      nonce: row.nonce,
      now: world.now(),
    };
    const person = await read(outcome.value.idToken, expected);
    if (person === null) {
      logError("google_refused", new Error("Cannot take the ID token: it is not Google's word"));
      throw new Problem("google_refused");
    }
    return { person, tokens: outcome.value };
  }

  async function read(token: string, expected: Expected): Promise<GooglePerson | null> {
    const { keys } = opened();
    for (const find of ["get", "newer"] as const) {
      const known = await keys[find]();
      if (known === null) return null;
      try {
        return await readIdToken(token, known, expected);
      } catch (error) {
        if (!(error instanceof UnknownKey)) throw error;
      }
    }
    return null;
  }

  return {
    /** Whether Google can be offered now; waits for nobody. */
    state,

    /**
     * Notes that somebody goes to Google.
     *
     * @returns the state for Google's address, and what the browser's cookie must have
     * @throws {Problem} `nothing_here`, `google_off`, `google_away`
     */
    async leave({ returnTo, browser, session, deleting }: Leaving) {
      const { client, door, endpoints, keys } = opened();
      if (!(await isOn())) throw new Problem("google_off");
      if (door.breaker() === "open" || world.now() < pausedUntil) throw new Problem("google_away");
      const found = await endpoints.get();
      if (found === null) throw new Problem("google_away");
      keys.freshen(); // They will be wanted when the person comes back.
      const token = newToken(world);
      // One cookie for all tabs of a browser, or only the last one could come back.
      const own = browser ?? newToken(world);
      const row: OAuthState = {
        browser: await hashToken(own),
        verifier: newToken(world),
        nonce: newToken(world),
        returnTo,
        session,
        ...(deleting ? { deleting } : {}),
        expiresAt: world.now() + AWAY_SECONDS * 1000,
      };
      const operation = store.begin();
      store.oauthStates.add(operation, await hashToken(token), row, AWAY_SECONDS * 1000);
      await store.commit(operation);
      return { state: token, browser: own, address: await goTo(found, client, token, row) };
    },

    /** The address at Google of somebody who has left. @throws {Problem} `google_stale`, `google_away` */
    async address(state: string | null, browser: string | null): Promise<string> {
      const { value } = await left(state, browser);
      const { client, endpoints } = opened();
      const found = await endpoints.get();
      if (found === null) throw new Problem("google_away");
      return await goTo(found, client, state!, value);
    },

    /**
     * Takes somebody in who comes back from Google, once.
     *
     * @param query what Google's redirect brought
     * @param browser what the browser's cookie has
     * @throws {Problem} `nothing_here`; all else is in what it gives
     */
    async finish(
      query: URLSearchParams,
      browser: string | null,
      signedIn: SignedIn | null,
    ): Promise<Ending> {
      opened();
      let ending: Ending = {
        returnTo: "",
        linking: false,
        problem: null,
        session: null,
        deleting: false,
        revoke: null,
      };
      try {
        const entry = await left(query.get("state"), browser);
        const { returnTo, session, deleting = false } = entry.value;
        ending = { ...ending, returnTo, linking: session !== null && !deleting, deleting };
        const operation = store.begin();
        store.oauthStates.use(operation, entry);
        if (!(await store.commit(operation))) throw new Problem("google_stale");
        if (session !== null && signedIn?.session.id !== session) throw new Problem("google_stale");
        const { person, tokens } = await meet(query, entry.value);
        if (deleting) {
          const { user } = signedIn!;
          if (user.google?.sub !== person.sub) throw new Problem("google_other");
          const { client, door, endpoints } = opened();
          const known = endpoints.known()!;
          return { ...ending, revoke: () => revoke(door, tokens, known, client, user.id) };
        }
        if (session === null) return { ...ending, session: await accounts.signIn(person) };
        await accounts.link(signedIn!, person);
        return ending;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const problem = googleProblem(error.code)?.code as GoogleProblem | undefined;
        return { ...ending, problem: problem ?? "google_stale" };
      }
    },

    /** Waits, at most `graceMs`, for what is being asked of Google in the background. */
    async settled(graceMs = 4_000): Promise<void> {
      let end: ReturnType<typeof setTimeout> | undefined;
      const grace = new Promise<void>((resolve) => end = setTimeout(resolve, graceMs));
      const under = [probing, google?.endpoints.settled(), google?.keys.settled()];
      await Promise.race([Promise.all(under), grace]);
      clearTimeout(end);
    },
  };
}

/** What a person is told of a call that came to nothing; of any other one, that Google is away. */
const problems: Record<string, GoogleProblem> = {
  rejected: "google_refused",
  invalid_response: "google_refused",
  quota_exhausted: "google_full",
  disabled: "google_off",
};
