/**
 * The environment, read once at the edge: every variable that Attacca knows,
 * its shape and its default. Inside the house only `Config` is seen.
 *
 * @module
 */
import { z } from "zod";
import {
  Addresses,
  AGEING,
  Budget,
  KeysIssued,
  MailFrom,
  Models,
  Origin,
  Port,
  Prices,
  Secret,
  type SessionKey,
  SessionKeys,
  WebAddress,
  WebhookSecret,
} from "./config_values.ts";
import { type IntegrationName, INTEGRATIONS, type Price } from "./integration/definition.ts";

/** What the process was told, checked. */
export interface Config {
  /** `development` has a mailbox page and makes its own keys; `production` has neither. */
  readonly env: "development" | "production";
  readonly port: number;
  /** The interface to listen on: loopback in development, all in production. */
  readonly hostname: string;
  /** How many proxies before the app are believed about the client's address. */
  readonly trustedProxies: number;
  /** Where people reach the app; links in mail are built on it, never on a request's Host. */
  readonly origin: string;
  /** A file, `:memory:` or a URL; undefined for the database that Deno Deploy links. */
  readonly kvPath: string | undefined;
  /** The signing keys of sessions, the first signs; empty in development: made and kept under `data/`. */
  readonly sessionKeys: readonly SessionKey[];
  readonly mailFrom: string;
  /** Resend; null where it is not set up. */
  readonly resend: {
    readonly key: string;
    readonly baseUrl: string | undefined;
    /** What its webhooks are signed with; null where they are not set up. */
    readonly webhookSecret: string | null;
  } | null;
  /** Google sign-in; null where it is not set up. */
  readonly google: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly issuer: string;
  } | null;
  /** Gemini; null where it is not set up. */
  readonly gemini: {
    readonly key: string;
    readonly baseUrl: string | undefined;
    /** In the order they are asked; at least one. */
    readonly models: readonly string[];
  } | null;
  /** A store for files that speaks S3; null where files stay in the database. */
  readonly storage: {
    /** Its origin; the bucket is the first part of the path. */
    readonly endpoint: string;
    readonly bucket: string;
    readonly region: string;
    readonly keyId: string;
    readonly secret: string;
  } | null;
  /** How many bytes the files of each person may take. */
  readonly quotaBytes: number;
  /** For how many days whoever deletes their account can change their mind; 0: it goes at once. */
  readonly deleteAfterDays: number;
  /** Where the vendors say in public how they are. */
  readonly statusPages: { readonly resend: string; readonly google: string };
  /** What calls cost, where that is not what the integration's definition says. */
  readonly prices: Readonly<Partial<Record<IntegrationName, Partial<Price>>>>;
  /** What all calls of a month may cost. */
  readonly budget: {
    /** Millionths of a US dollar; null where nobody has set one. */
    readonly monthly: number | null;
    /** Whether calls that cost are not made any more once it is spent. */
    readonly hardStop: boolean;
  };
  /** Operators, as `parseAddress` gives them. */
  readonly adminEmails: readonly string[];
  /** When secrets were issued (milliseconds since 1970), by `NAME`, or `SESSION_KEYS:kid`. */
  readonly keysIssued: ReadonlyMap<string, number>;
  /** What is half set up and therefore off, a line each, for the operator. */
  readonly unset: readonly string[];
}

/** The environment has a value that cannot be used. The message has one line per variable. */
export class ConfigError extends Error {
  readonly code = "config_invalid";
  override readonly name = "ConfigError";
}

const GOOGLE_ISSUER = "https://accounts.google.com";
const GEMINI_MODELS = ["gemini-3.8-flash", "gemini-3.1-pro-preview"];
const STATUS_PAGES = {
  resend: "https://resend-status.com/api/v2/summary.json",
  google: "https://status.cloud.google.com/incidents.json",
};
const QUOTA_MB = 2_048;
const DELETE_AFTER_DAYS = 7;
const FILE_KV_PATH = "data/attacca.db";

/** What each variable wants, in the words of the message that stops the start. */
const wants = {
  PORT: "a port number from 1 to 65535, such as 8000",
  TRUSTED_PROXIES: "how many proxies before the app are believed, 0 to 9",
  HOST: "an interface to listen on, such as 127.0.0.1 or 0.0.0.0",
  APP_ENV: '"development" or "production"',
  APP_ORIGIN: "the address people open, without a path, such as https://scores.example.org",
  DENO_KV_PATH: "a file, :memory:, or the URL of a KV database",
  SESSION_KEYS: "kid:secret pairs, comma-separated, each secret 32 random bytes in base64url " +
    "(`deno task keys:rotate` makes one)",
  RESEND_API_KEY: "a key of Resend, which begins with re_",
  RESEND_BASE_URL: "the address of Resend's API, such as https://api.resend.com",
  RESEND_WEBHOOK_SECRET: "the signing secret of a webhook of Resend, which begins with whsec_",
  GOOGLE_CLIENT_ID: "the client id of a web application at Google",
  GOOGLE_CLIENT_SECRET: "the client secret that belongs to GOOGLE_CLIENT_ID",
  GOOGLE_ISSUER: "the address of an OpenID provider, such as https://accounts.google.com",
  GEMINI_API_KEY: "a key of the Gemini API",
  GEMINI_BASE_URL:
    "the address of the Gemini API, such as https://generativelanguage.googleapis.com",
  GEMINI_MODELS: "names of models in the order they are asked, parted by commas",
  S3_ENDPOINT:
    "the address of a store that speaks S3, such as https://s3.eu-central-1.amazonaws.com",
  S3_BUCKET: "the name of a bucket in it",
  S3_REGION: "its region, such as eu-central-1",
  S3_ACCESS_KEY_ID: "the id of a key that may read, write and delete in the bucket",
  S3_SECRET_ACCESS_KEY: "the secret that belongs to S3_ACCESS_KEY_ID",
  QUOTA_MB: "how many megabytes each person's files may take, such as 2048",
  DELETE_AFTER_DAYS: "how many days a deleted account can still be kept, 0 to 30",
  RESEND_STATUS_URL: "the address of a Statuspage summary (/api/v2/summary.json)",
  GOOGLE_STATUS_URL: "the address of Google Cloud's incidents.json",
  PRICES: `what calls cost in US dollars, as JSON: an object of ${INTEGRATIONS.join(", ")}, ` +
    'each with "perCall" or "perThousandTokens", such as {"gemini":{"perThousandTokens":0.0005}}',
  MONTHLY_BUDGET_USD: "what all calls of a month may cost in US dollars, such as 25 or 12.50",
  BUDGET_HARD_STOP: "1, so that calls that cost are not made once the budget is spent, or 0",
  ADMIN_EMAILS: "mail addresses of operators, parted by commas",
  KEYS_ISSUED: "the day on which each secret was issued, as NAME=2026-09-01 parted by commas, " +
    `where NAME, once each, is SESSION_KEYS:kid, ${AGEING.join(", ")}`,
  MAIL_FROM: "an address, such as Attacca <scores@example.org>",
} as const;

type Variable = keyof typeof wants;

const Environment = z.object({
  PORT: Port.optional(),
  TRUSTED_PROXIES: z.string().regex(/^\d$/).transform(Number).optional(),
  HOST: z.string().regex(/^[\w.:-]+$/).optional(),
  APP_ENV: z.enum(["development", "production"]).optional(),
  APP_ORIGIN: Origin.optional(),
  DENO_KV_PATH: z.string().min(1).optional(),
  SESSION_KEYS: SessionKeys.optional(),
  MAIL_FROM: MailFrom.optional(),
  RESEND_API_KEY: z.string().regex(/^re_[\w-]{8,}$/).optional(),
  RESEND_BASE_URL: Origin.optional(),
  RESEND_WEBHOOK_SECRET: WebhookSecret.optional(),
  GOOGLE_CLIENT_ID: Secret.optional(),
  GOOGLE_CLIENT_SECRET: Secret.optional(),
  GOOGLE_ISSUER: Origin.optional(),
  GEMINI_API_KEY: Secret.optional(),
  GEMINI_BASE_URL: Origin.optional(),
  GEMINI_MODELS: Models.optional(),
  S3_ENDPOINT: Origin.optional(),
  S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).optional(),
  S3_REGION: z.string().regex(/^[a-z0-9-]{1,40}$/).optional(),
  S3_ACCESS_KEY_ID: z.string().regex(/^[!-~]{3,500}$/).optional(),
  S3_SECRET_ACCESS_KEY: z.string().regex(/^[!-~]{3,500}$/).optional(),
  QUOTA_MB: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional(),
  DELETE_AFTER_DAYS: z.string().regex(/^([12]?\d|30)$/).transform(Number).optional(),
  RESEND_STATUS_URL: WebAddress.optional(),
  GOOGLE_STATUS_URL: WebAddress.optional(),
  PRICES: Prices.optional(),
  MONTHLY_BUDGET_USD: Budget.optional(),
  BUDGET_HARD_STOP: z.enum(["0", "1"]).optional(),
  ADMIN_EMAILS: Addresses.optional(),
  KEYS_ISSUED: KeysIssued.optional(),
  DENO_DEPLOYMENT_ID: z.string().optional(),
});

/**
 * Parses the environment. A variable that is set but empty counts as not set,
 * as in an `.env` file whose line was left blank.
 *
 * @throws {ConfigError} `config_invalid`: a line per variable that cannot be used, with what it wants
 *
 * @example
 * ```ts
 * const config = parseConfig(Deno.env.toObject());
 * ```
 */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0] as Variable));
    throw new ConfigError([...names].map((name) => `${name} wants ${wants[name]}.`).join("\n"));
  }
  const vars = parsed.data;
  const deployed = vars.DENO_DEPLOYMENT_ID !== undefined;
  const env = vars.APP_ENV ?? (deployed ? "production" : "development");
  const port = vars.PORT ?? 8000;

  if (env === "production") {
    const missing = (["APP_ORIGIN", "SESSION_KEYS"] as const).filter((name) => !vars[name]);
    if (missing.length > 0) {
      throw new ConfigError(
        missing.map((name) => `${name} is needed in production. It wants ${wants[name]}.`).join(
          "\n",
        ),
      );
    }
  }
  if (vars.RESEND_API_KEY && !vars.MAIL_FROM) {
    throw new ConfigError(`MAIL_FROM is needed with RESEND_API_KEY. It wants ${wants.MAIL_FROM}.`);
  }
  const { protocol, hostname } = new URL(vars.APP_ORIGIN ?? "http://localhost");
  if (env === "production" && protocol !== "https:" && !/^(localhost|127\..*)$/.test(hostname)) {
    throw new ConfigError("APP_ORIGIN wants https in production: sessions travel by it.");
  }
  return {
    env,
    port,
    hostname: vars.HOST ?? (env === "production" ? "0.0.0.0" : "127.0.0.1"),
    trustedProxies: vars.TRUSTED_PROXIES ?? 0,
    origin: vars.APP_ORIGIN ?? `http://localhost:${port}`,
    kvPath: vars.DENO_KV_PATH ?? (deployed ? undefined : FILE_KV_PATH),
    sessionKeys: vars.SESSION_KEYS ?? [],
    mailFrom: vars.MAIL_FROM ?? "Attacca <attacca@localhost>",
    resend: vars.RESEND_API_KEY
      ? {
        key: vars.RESEND_API_KEY,
        baseUrl: vars.RESEND_BASE_URL,
        webhookSecret: vars.RESEND_WEBHOOK_SECRET ?? null,
      }
      : null,
    google: vars.GOOGLE_CLIENT_ID && vars.GOOGLE_CLIENT_SECRET
      ? {
        clientId: vars.GOOGLE_CLIENT_ID,
        clientSecret: vars.GOOGLE_CLIENT_SECRET,
        issuer: vars.GOOGLE_ISSUER ?? GOOGLE_ISSUER,
      }
      : null,
    gemini: vars.GEMINI_API_KEY
      ? {
        key: vars.GEMINI_API_KEY,
        baseUrl: vars.GEMINI_BASE_URL,
        models: vars.GEMINI_MODELS ?? GEMINI_MODELS,
      }
      : null,
    storage: storageOf(vars),
    quotaBytes: (vars.QUOTA_MB ?? QUOTA_MB) * 1024 ** 2,
    deleteAfterDays: vars.DELETE_AFTER_DAYS ?? DELETE_AFTER_DAYS,
    statusPages: {
      resend: vars.RESEND_STATUS_URL ?? STATUS_PAGES.resend,
      google: vars.GOOGLE_STATUS_URL ?? STATUS_PAGES.google,
    },
    prices: vars.PRICES ?? {},
    budget: {
      monthly: vars.MONTHLY_BUDGET_USD ?? null,
      hardStop: vars.BUDGET_HARD_STOP === "1",
    },
    adminEmails: vars.ADMIN_EMAILS ?? [],
    keysIssued: vars.KEYS_ISSUED ?? new Map(),
    unset: missingHalves(vars),
  };
}

/**
 * The keys of a `SESSION_KEYS`.
 *
 * @throws {ConfigError} `config_invalid`
 */
export function parseSessionKeys(text: string): readonly SessionKey[] {
  const parsed = SessionKeys.safeParse(text);
  if (!parsed.success) throw new ConfigError(`SESSION_KEYS wants ${wants.SESSION_KEYS}.`);
  return parsed.data;
}

const STORAGE_PARTS = [
  "S3_ENDPOINT",
  "S3_BUCKET",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
] as const satisfies Variable[];

/** All four, or none; most stores take any region. */
function storageOf(vars: Partial<Record<Variable, unknown>>): Config["storage"] {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } =
    vars as Partial<Record<Variable, string>>;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  return {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION ?? "us-east-1",
    keyId: S3_ACCESS_KEY_ID,
    secret: S3_SECRET_ACCESS_KEY,
  };
}

/** Settings that are of no use without another one that is not there. */
function missingHalves(vars: Partial<Record<Variable, unknown>>): string[] {
  const halves: [Variable, Variable, string][] = [
    ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "nobody can sign in with Google"],
    ["GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID", "nobody can sign in with Google"],
    ["RESEND_WEBHOOK_SECRET", "RESEND_API_KEY", "no mail goes out"],
    ["BUDGET_HARD_STOP", "MONTHLY_BUDGET_USD", "nothing stops"],
    ["GEMINI_MODELS", "GEMINI_API_KEY", "no score is read by Gemini"],
    ...STORAGE_PARTS.flatMap((has) =>
      STORAGE_PARTS.map((
        lacks,
      ): [Variable, Variable, string] => [has, lacks, "files stay in the database"])
    ),
  ];
  return halves.filter(([has, lacks]) => vars[has] !== undefined && vars[lacks] === undefined)
    .map(([has, lacks, effect]) => `${has} is set and ${lacks} is not, so ${effect}.`);
}
