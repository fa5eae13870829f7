/**
 * Mail: letters are written down as jobs, then rendered and handed to a provider.
 *
 * @module
 */
import type { Mail } from "../../store/mailbox.ts";
import type { Outcome } from "../integration/error.ts";
import { GiveUp, Later } from "../jobs.ts";
import type { Store } from "../../store/store.ts";
import { newId, type World } from "../world.ts";
import { type LetterProps, renderLetter, type Template } from "./letter.ts";

/** Brings a mail on its way, or says why not. The same id twice is the same mail. */
export type MailProvider = (mail: Mail) => Promise<Outcome<void>>;

/** A letter that waits to be sent: what it says, and to whom. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly template: Template;
  readonly props: LetterProps[Template];
  /** Milliseconds since 1970: from then on nobody needs it. */
  readonly uselessAt: number;
}

/** Writes letters and sends them. */
export type Mailer = ReturnType<typeof createMailer>;

/**
 * @param provider null where no mail can be sent
 * @param from the sender, `Name <address>`
 */
export function createMailer(
  provider: MailProvider | null,
  from: string,
  suppressions: Store["suppressions"],
  world: World,
) {
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

    /**
     * Renders and sends; the handler of `send-mail`. Twice the same letter is one mail.
     *
     * @throws {GiveUp} where it cannot arrive or is of no use any more; {Later} where
     *   the provider said when to come back; an error where it is worth another try
     */
    async send(letter: Letter): Promise<void> {
      const now = world.now();
      if (now >= letter.uselessAt) throw new GiveUp("it came too late to be of use");
      if (provider === null) throw new Error("Cannot send mail: no provider is configured");
      if (await suppressions.has(letter.to)) throw new GiveUp("the address takes no mail of ours");
      const rendered = await renderLetter(letter.template, letter.props);
      const sentAt = new Date(now).toISOString();
      const outcome = await provider({ id: letter.id, from, to: letter.to, ...rendered, sentAt });
      if (outcome.ok) return;
      const { code, message, retryAt } = outcome.error;
      if (code === "rejected") throw new GiveUp(message);
      if (retryAt !== null) {
        if (retryAt >= letter.uselessAt) {
          throw new GiveUp(`${message}, for longer than it is of use`);
        }
        throw new Later(retryAt, message);
      }
      throw outcome.error;
    },
  };
}
