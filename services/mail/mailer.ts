/**
 * Mail: letters are written down as jobs, then rendered and handed to a provider.
 *
 * @module
 */
import type { Mail } from "../../store/mailbox.ts";
import { newId, type World } from "../world.ts";
import { type LetterProps, renderLetter, type Template } from "./letter.ts";

/** Brings a mail to its reader, or throws. The same id twice is the same mail. */
export type MailProvider = (mail: Mail) => Promise<void>;

/** A letter that waits to be sent: what it says, and to whom. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly template: Template;
  readonly props: LetterProps[Template];
}

/** Writes letters and sends them. */
export type Mailer = ReturnType<typeof createMailer>;

/**
 * @param provider null where no mail can be sent
 * @param from the sender, `Name <address>`
 */
export function createMailer(provider: MailProvider | null, from: string, world: World) {
  return {
    /** Whether there is any way to send mail. */
    ready: provider !== null,

    /** A new letter, to be the payload of a `send-mail` job. */
    letter<T extends Template>(to: string, template: T, props: LetterProps[T]): Letter {
      return { id: newId(world), to, template, props };
    },

    /** Renders and sends; the handler of `send-mail`. Twice the same letter is one mail. */
    async send(letter: Letter): Promise<void> {
      if (provider === null) throw new Error("Cannot send mail: no provider is configured");
      const rendered = await renderLetter(letter.template, letter.props);
      const sentAt = new Date(world.now()).toISOString();
      await provider({ id: letter.id, from, to: letter.to, ...rendered, sentAt });
    },
  };
}
