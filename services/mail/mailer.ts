/**
 * Mail: letters are written down as jobs, then rendered and handed to a provider.
 *
 * @module
 */
import type { Delivery } from "../../store/deliveries.ts";
import type { Mail } from "../../store/mailbox.ts";
import type { Store } from "../../store/store.ts";
import type { Consent } from "../integration/definition.ts";
import type { IntegrationErrorCode, Outcome } from "../integration/error.ts";
import { GiveUp, type JobHandler, Later } from "../jobs.ts";
import { newId, type World } from "../world.ts";
import { type LetterProps, renderLetter, type Template } from "./letter.ts";

/** Brings mail on its way, or says why not. The same id twice is the same mail. */
export interface MailProvider {
  readonly send: (mail: Mail, options: SendOptions) => Promise<Outcome<void>>;
  /** Fares as `send` would at this moment, and sends nothing. */
  readonly rehearse: (mail: Mail) => Promise<Outcome<void>>;
}

/** What else there is to know of a mail. */
export interface SendOptions {
  /** It may use what is kept of the allowance for those who mend things. */
  readonly toOperators: boolean;
  /** The id of the person that it is for, where they have an account. */
  readonly owner: string | null;
  readonly template: Template;
}

/** A letter that waits to be sent: what it says, and to whom. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly template: Template;
  readonly props: LetterProps[Template];
  /** The id of the person that it is about, where that is not whose address `to` is. */
  readonly owner?: string;
  /** It goes only where `owner` allows this at the moment it is sent. */
  readonly consent?: Consent;
  /** Milliseconds since 1970: from then on nobody needs it. */
  readonly uselessAt: number;
  /** Everything is done but sending it, so that whoever asked for it sees no difference. */
  readonly rehearsal?: boolean;
}

/** Writes letters and sends them. */
export type Mailer = ReturnType<typeof createMailer>;

interface Needs {
  /** Null where no mail can be sent. */
  readonly provider: MailProvider | null;
  /** The sender, `Name <address>`. */
  readonly from: string;
  readonly store: Pick<Store, "consents" | "deliveries" | "suppressions" | "users">;
  readonly world: World;
}

/** Providers forget after a day which mails they had: from then on a mail tried again may be a second one. */
const KEY_KEPT_MS = 23 * 60 * 60 * 1000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** The longest wait is this part of the time that a letter is of use: somebody may be waiting. */
const PART = 1 / 30;

/** After these the mail has surely not been sent; after any other it may have been. */
const SURELY_NOT: readonly IntegrationErrorCode[] = [
  "circuit_open",
  "disabled",
  "quota_exhausted",
  "rate_limited",
];

const TO_OPERATORS: readonly Template[] = [
  "incident-notice",
  "keys-overdue",
  "budget-notice",
];

/** The post office of this house. */
export function createMailer({ provider, from, store, world }: Needs) {
  const { consents, deliveries, suppressions, users } = store;

  /** @param last what was noted last; null where nothing was */
  async function note(
    letter: Letter,
    last: Delivery | null,
    { state, doubtSince }: Pick<Delivery, "state" | "doubtSince">,
  ): Promise<Delivery> {
    const now = world.now();
    const { at, before } = last?.state === state ? last : { at: now, before: last?.state ?? state };
    const delivery = { state, doubtSince, at, before };
    await deliveries.put(letter.id, delivery, letter.uselessAt - now);
    return delivery;
  }

  /** Half as long as it has waited already, give or take. */
  function wait(waited: number, ofUse: number): number {
    const longest = Math.min(LONGEST_WAIT_MS, ofUse * PART);
    const most = Math.max(FIRST_WAIT_MS, Math.min(longest, waited / 2));
    return Math.ceil(most * (0.5 + world.random(1)[0] / 510));
  }

  /**
   * Renders and hands over. Twice the same letter is one mail.
   *
   * @param since milliseconds since 1970: when the letter was written
   * @throws {GiveUp} where it cannot arrive or is of no use any more; {Later} where it can be
   *   tried again: a provider that is away must not use up the tries of its job
   */
  async function send(letter: Letter, since: number): Promise<void> {
    const now = world.now();
    const before = await deliveries.get(letter.id);
    if (before?.state === "sent") return; // By an instance that died before it could say so.
    if (letter.consent && !await consents.has(letter.owner ?? "", letter.consent)) return;
    if (now >= letter.uselessAt) throw new GiveUp("it came too late to be of use");
    if (provider === null) throw new Error("Cannot send mail: no provider is configured");
    const doubtSince = before?.doubtSince ?? null;
    if (doubtSince !== null && now - doubtSince >= KEY_KEPT_MS) {
      throw new GiveUp("it may have been sent, too long ago to try again");
    }
    const leaving = await note(letter, before, {
      state: before?.state ?? "leaving",
      doubtSince: doubtSince ?? now,
    });

    const rendered = await renderLetter(letter.template, letter.props);
    const [suppressed, account] = [
      await suppressions.has(letter.to),
      await users.byEmail(letter.to),
    ];
    const mail = {
      id: letter.id,
      from,
      // Who types another spelling may be another person (CVE-2019-19844).
      to: account?.email ?? letter.to,
      ...rendered,
      sentAt: new Date(now).toISOString(),
    };
    const owner = letter.owner ?? account?.id ?? null;
    const toOperators = TO_OPERATORS.includes(letter.template);
    const outcome =
      await (letter.rehearsal || suppressed
        ? provider.rehearse(mail)
        : provider.send(mail, { toOperators, owner, template: letter.template }));
    if (outcome.ok) {
      // Also where nothing was sent: whoever reads what was given up would know of whom.
      await note(letter, leaving, { state: "sent", doubtSince: null });
      return;
    }
    const { code, message, retryAt } = outcome.error;
    if (code === "rejected") {
      await note(letter, leaving, { state: "refused", doubtSince: null });
      throw new GiveUp(message);
    }
    await note(letter, leaving, {
      state: "waiting",
      doubtSince: SURELY_NOT.includes(code) ? doubtSince : doubtSince ?? now,
    });
    const at = Math.max(retryAt ?? 0, now + wait(now - since, letter.uselessAt - since));
    if (at >= letter.uselessAt) throw new GiveUp(`${message}, for longer than it is of use`);
    throw new Later(at, message);
  }

  const job: JobHandler = {
    run: (payload, { createdAt }) => send(payload as Letter, createdAt),

    async giveUp(payload) {
      const letter = payload as Letter;
      const last = await deliveries.get(letter.id);
      if (last?.state === "sent" || last?.state === "refused") return;
      await note(letter, last, { state: "late", doubtSince: null });
    },
  };

  return {
    /** Whether there is any way to send mail. */
    ready: provider !== null,

    /** A new letter, to be the payload of a `send-mail` job. */
    letter<T extends Template>(
      to: string,
      template: T,
      props: LetterProps[T],
      uselessAt: number,
    ): Letter {
      return { id: newId(world), to, template, props, uselessAt };
    },

    /** The handler of `send-mail`. */
    job,
  };
}
