/**
 * How each secret is changed while everything works on.
 *
 * @module
 */
import type { AGEING } from "../config_values.ts";
import { SESSION_DAYS } from "../identity/session.ts";

type Secret = (typeof AGEING)[number];

/** What a secret is for, and how it is changed. */
interface Rotation {
  readonly title: string;
  readonly steps: readonly string[];
}

/** The last step of all. */
const issued = (name: string) => `In KEYS_ISSUED set ${name} to the day of today.`;

const restart = (names: string) =>
  `Set ${names} where the app runs, and start each instance anew, one after the other.`;

/** One table. */
export const ROTATIONS: Readonly<Record<Secret, Rotation>> = {
  GOOGLE_CLIENT_SECRET: {
    title: "Sign-in with Google",
    steps: [
      "In Google's console open the web client and add a second secret. Both work at once.",
      restart("GOOGLE_CLIENT_SECRET"),
      "Sign in with Google once in a private window.",
      "In the console disable the old secret, and delete it a day later.",
      issued("GOOGLE_CLIENT_SECRET"),
    ],
  },
  RESEND_API_KEY: {
    title: "Mail",
    steps: [
      "At Resend make a second key that may send. Both work at once.",
      restart("RESEND_API_KEY"),
      "Ask for a sign-in link, and wait for the mail.",
      "At Resend delete the old key. Mail that is under way is tried again by itself.",
      issued("RESEND_API_KEY"),
    ],
  },
  RESEND_WEBHOOK_SECRET: {
    title: "Notices of mail that did not arrive",
    steps: [
      "At Resend add a second webhook with the same address and the same events.",
      restart("RESEND_WEBHOOK_SECRET to the secret of the new one") +
      " Until then the new one's notices are refused, and Resend sends them again.",
      "At Resend delete the old webhook. Its notices are refused by now; the new one sends the same.",
      issued("RESEND_WEBHOOK_SECRET"),
    ],
  },
  GEMINI_API_KEY: {
    title: "Reading by Gemini",
    steps: [
      "In Google AI Studio make a second key in the same project. Both work at once.",
      restart("GEMINI_API_KEY"),
      "Wait a few minutes, and see on the desk that Gemini works.",
      "In AI Studio delete the old key.",
      issued("GEMINI_API_KEY"),
    ],
  },
  S3_SECRET_ACCESS_KEY: {
    title: "Store for files",
    steps: [
      "At the store make a second key with the same rights. Both work at once.",
      restart("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together"),
      "Download a score, and see on the desk that the store works.",
      "At the store switch the old key off, and delete it a day later.",
      issued("S3_SECRET_ACCESS_KEY"),
    ],
  },
};

/** The key that signs sessions. */
export const SIGNING: Rotation = {
  title: "Sessions: this key signs",
  steps: [
    "Run deno task keys:rotate with SESSION_KEYS as it is where the app runs. It makes a new key " +
    "and puts it first.",
    "Where several instances run, first give all of them the new key at the end of the list: " +
    "each must know it before another one signs with it.",
    restart("SESSION_KEYS, with the new key first,"),
    `Keep the old key after it for ${SESSION_DAYS} days: so long may a session last. Nobody is ` +
    "signed out.",
    "In KEYS_ISSUED add SESSION_KEYS: and the name of the new key, with the day of today.",
    "Has somebody seen the old key? Then take it away at once: whoever has a session that it " +
    "signed signs in again.",
  ],
};

/** A key that signed sessions before. */
export const RETIRING: Rotation = {
  title: "Sessions: this key checks older sign-ins",
  steps: [
    `Wait until the key before it is ${SESSION_DAYS} days old: then no session is left that this ` +
    "one signed.",
    restart("SESSION_KEYS without this key"),
    "Take it out of KEYS_ISSUED as well.",
  ],
};
