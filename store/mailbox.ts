/**
 * The development mailbox: mail as it would have been sent.
 *
 * `mailbox/ID`
 *
 * @module
 */
import { commit } from "./database.ts";

/** One mail, whole. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

const SHOWN = 50;
/** How long a mail of development is kept. */
export const MAILBOX_KEPT_MS = 24 * 60 * 60 * 1000;

/** The database deletes late. */
const isKept = ({ sentAt }: Mail, now: number) => now < Date.parse(sentAt) + MAILBOX_KEPT_MS;

/** Rows of mail; each goes by itself after a day. */
export function mailbox(kv: Deno.Kv) {
  return {
    async put(mail: Mail): Promise<void> {
      await commit(kv.atomic().set(["mailbox", mail.id], mail, { expireIn: MAILBOX_KEPT_MS }));
    },

    async get(id: string, now: number): Promise<Mail | null> {
      const mail = (await kv.get<Mail>(["mailbox", id])).value;
      return mail !== null && isKept(mail, now) ? mail : null;
    },

    /** Newest first. */
    async list(now: number): Promise<Mail[]> {
      const rows = kv.list<Mail>({ prefix: ["mailbox"] }, { reverse: true, limit: SHOWN });
      const mails = await Array.fromAsync(rows, ({ value }) => value);
      return mails.filter((mail) => isKept(mail, now));
    },
  };
}
