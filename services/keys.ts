/**
 * How old the secrets of this house are, which of them are to be changed, and how. Of a secret
 * only the name of its setting is told.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { AGEING } from "./config_values.ts";
import { SESSION_DAYS } from "./identity/session.ts";
import type { Jobs } from "./jobs.ts";
import { RETIRING, ROTATIONS, SIGNING } from "./keys/rotation.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { World } from "./world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** NIST SP 800-57 leaves it to the house; this one changes its secrets four times a year. */
export const KEY_DAYS = 90;
/** A reminder is of no use after a week. */
const OF_USE_MS = 7 * DAY_MS;

/** A secret at the desk. */
export interface KeyView {
  /** As `KEYS_ISSUED` calls it: "GEMINI_API_KEY", "SESSION_KEYS:k1". */
  readonly name: string;
  readonly title: string;
  readonly steps: readonly string[];
  /** Milliseconds since 1970; null where nobody has said. */
  readonly issuedAt: number | null;
  /** Whole days; below zero where the day is yet to come; null where nobody has said. */
  readonly days: number | null;
  /** Since when it is to be changed, or taken away; null where it is not yet, or nobody can know. */
  readonly dueAt: number | null;
  readonly overdue: boolean;
}

interface Needs {
  readonly config: Config;
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly mailer: Pick<Mailer, "letter" | "ready">;
  readonly world: World;
}

export type Keys = ReturnType<typeof createKeys>;

/** Watches the age of secrets. */
export function createKeys({ config, store, jobs, mailer, world }: Needs) {
  const { keysIssued: issued } = config;
  const isSet: Record<(typeof AGEING)[number], boolean> = {
    GOOGLE_CLIENT_SECRET: config.google !== null,
    RESEND_API_KEY: config.resend !== null,
    RESEND_WEBHOOK_SECRET: (config.resend?.webhookSecret ?? null) !== null,
    GEMINI_API_KEY: config.gemini !== null,
    S3_SECRET_ACCESS_KEY: config.storage !== null,
  };

  function view(
    name: string,
    { title, steps }: { readonly title: string; readonly steps: readonly string[] },
    dueAt: number | null,
  ): KeyView {
    const now = world.now();
    const issuedAt = issued.get(name) ?? null;
    return {
      name,
      title,
      steps,
      issuedAt,
      days: issuedAt === null ? null : Math.floor((now - issuedAt) / DAY_MS),
      dueAt,
      overdue: dueAt !== null && now >= dueAt,
    };
  }

  const after = (name: string, days: number) => {
    const at = issued.get(name);
    return at === undefined ? null : at + days * DAY_MS;
  };

  /** All that are set, those that are overdue first. */
  function list(): KeyView[] {
    const sessions = config.sessionKeys.map(({ kid }, n) => {
      const name = `SESSION_KEYS:${kid}`;
      if (n === 0) return view(name, SIGNING, after(name, KEY_DAYS));
      // Of use as long as there can be a session that was signed before the first key came.
      return view(name, RETIRING, after(`SESSION_KEYS:${config.sessionKeys[0].kid}`, SESSION_DAYS));
    });
    const others = AGEING.filter((name) => isSet[name])
      .map((name) => view(name, ROTATIONS[name], after(name, KEY_DAYS)));
    const all = [...sessions, ...others];
    return [...all.filter(({ overdue }) => overdue), ...all.filter(({ overdue }) => !overdue)];
  }

  return {
    list,

    /** What `KEYS_ISSUED` names and is not set: a slip, perhaps. */
    unset(): string[] {
      const names = new Set(list().map(({ name }) => name));
      return [...issued.keys()].filter((name) => !names.has(name));
    },

    /** How many are overdue. */
    overdue: (): number => list().filter(({ overdue }) => overdue).length,

    /** Tells operators by mail, once, of secrets that are overdue; for a timer. */
    async remind(): Promise<void> {
      if (!mailer.ready || config.adminEmails.length === 0) return;
      const due: KeyView[] = [];
      for (const key of list()) {
        if (key.overdue && !await store.keyReminders.has(key.name, key.dueAt!)) due.push(key);
      }
      if (due.length === 0) return;
      const operation = store.begin();
      for (const { name, dueAt } of due) {
        store.keyReminders.add(operation, name, dueAt!, world.now());
      }
      for (const address of config.adminEmails) {
        const letter = mailer.letter(address, "keys-overdue", {
          host: new URL(config.origin).host,
          names: due.map(({ name }) => name),
          days: KEY_DAYS,
          url: `${config.origin}/admin/keys`,
        }, world.now() + OF_USE_MS);
        jobs.add(operation, "send-mail", letter);
      }
      // Where another instance was quicker, it tells of them.
      if (await store.commit(operation)) jobs.kick();
    },
  };
}
