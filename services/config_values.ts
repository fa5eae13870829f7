/**
 * The values that the environment can have: how each is written, and what it is inside.
 *
 * @module
 */
import { base64url } from "jose";
import { z } from "zod";
import { parseAddress } from "./identity/address.ts";
import { INTEGRATIONS } from "./integration/definition.ts";

/** One HMAC key for session tokens (RFC 7515 `kid`; 32 bytes or more). */
export interface SessionKey {
  readonly kid: string;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** From 1 to 65535. */
export const Port = z.string().regex(/^\d{1,5}$/).transform(Number).refine((n) =>
  n >= 1 && n <= 65535
);

/** A web address without a path. */
export const Origin = z.url({ protocol: /^https?$/ }).refine((value) =>
  URL.parse(value)?.origin === value.replace(/\/$/, "")
).transform((value) => new URL(value).origin);

/** A web address. */
export const WebAddress = z.url({ protocol: /^https?$/ });

/** A key or an id as a vendor gives it: printable, without spaces, so that a half-copied one is found. */
export const Secret = z.string().regex(/^[!-~]{8,500}$/);

/** `whsec_` and the base64 of a key: decoded once here, or each webhook would be an error of ours. */
export const WebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/).refine((secret) => {
  try {
    return atob(secret.slice("whsec_".length)).length >= 12;
  } catch {
    return false;
  }
});

/** `a@b.org` or `Name <a@b.org>`. */
export const MailFrom = z.string().max(320).regex(
  /^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/,
);

/** `kid:base64url,kid:base64url`: each secret decodes to 32 bytes or more, each kid is used once. */
export const SessionKeys = z.string().transform((text, context) => {
  const keys = text.split(",").map((part) => sessionKey(part.trim()));
  const kids = new Set(keys.map((key) => key?.kid));
  if (keys.includes(null) || kids.size !== keys.length) {
    context.addIssue({ code: "custom", message: "malformed" });
    return z.NEVER;
  }
  return keys as SessionKey[];
});

/** Names parted by commas, at least one. */
export const Models = z.string().transform((text) => text.split(",").map((name) => name.trim()))
  .pipe(z.array(z.string().regex(/^[a-z0-9][\w.-]{0,99}$/)).min(1).max(5));

/** Mail addresses parted by commas. */
export const Addresses = z.string().transform((text, context) => {
  try {
    return text.split(",").map(parseAddress);
  } catch {
    context.addIssue({ code: "custom", message: "malformed" });
    return z.NEVER;
  }
});

/** Secrets whose age is watched; keys of sessions go by their kid. */
export const AGEING = [
  "GOOGLE_CLIENT_SECRET",
  "RESEND_API_KEY",
  "RESEND_WEBHOOK_SECRET",
  "GEMINI_API_KEY",
  "S3_SECRET_ACCESS_KEY",
] as const;

/** `NAME=YEAR-MONTH-DAY` parted by commas: names of secrets, each once, and days that there are. */
export const KeysIssued = z.string().transform((text, context) => {
  const issued = new Map<string, number>();
  for (const part of text.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
    const [, name, day] = /^([\w:-]+)=(\d{4}-\d\d-\d\d)$/.exec(part) ?? [];
    const at = day === undefined ? NaN : Date.parse(`${day}T00:00Z`);
    const real = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
    const known = AGEING.some((one) => one === name) || /^SESSION_KEYS:[\w-]{1,32}$/.test(name);
    if (!real || !known || issued.has(name)) {
      context.addIssue({ code: "custom", message: "malformed" });
      return z.NEVER;
    }
    issued.set(name, at);
  }
  return issued;
});

/** A price in US dollars, in millionths of one inside. */
const Dollars = z.number().min(0).max(1_000).transform((dollars) => dollars * 1_000_000);

/** `{"gemini":{"perThousandTokens":0.0005}}`: what is not named keeps its price. */
export const Prices = z.string().transform((text, context) => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "malformed" });
    return z.NEVER;
  }
}).pipe(
  z.partialRecord(
    z.enum(INTEGRATIONS),
    z.strictObject({ perCall: Dollars.optional(), perThousandTokens: Dollars.optional() }),
  ),
);

/** US dollars, in millionths of one inside. */
export const Budget = z.string().regex(/^\d{1,7}(\.\d{1,2})?$/).transform((text) =>
  Math.round(Number(text) * 1_000_000)
);

function sessionKey(text: string): SessionKey | null {
  const match = /^([\w-]{1,32}):([\w-]{43,})$/.exec(text);
  if (!match) return null;
  try {
    return { kid: match[1], secret: new Uint8Array(base64url.decode(match[2])) };
  } catch {
    return null;
  }
}
