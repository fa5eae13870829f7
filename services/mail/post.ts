/**
 * Letters that tell a person what was done to their account. Each goes with what it tells of, in
 * one step: there is none without the other.
 *
 * @module
 */
import type { GoogleAccount, User } from "../../store/users.ts";
import type { Jobs } from "../jobs.ts";
import type { World } from "../world.ts";
import type { LetterProps, Template } from "./letter.ts";
import type { Letter, Mailer } from "./mailer.ts";

/** Whoever was on a journey wants to know it afterwards too. */
const OF_USE_MS = 7 * 24 * 60 * 60 * 1000;

interface Needs {
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly mailer: Pick<Mailer, "letter" | "ready">;
  readonly origin: string;
  readonly world: World;
}

export type Post = ReturnType<typeof createPost>;

/** Adds letters to operations; none where no mail can be sent. */
export function createPost({ jobs, mailer, origin, world }: Needs) {
  const { host } = new URL(origin);

  function letter<T extends Template>(to: string, template: T, props: LetterProps[T]): Letter {
    return mailer.letter(to, template, props, world.now() + OF_USE_MS);
  }

  function send(operation: Deno.AtomicOperation, letter: Letter): void {
    if (mailer.ready) jobs.add(operation, "send-mail", letter);
  }

  return {
    /** The site's host as a person knows it. */
    host,
    /** Whether there is any way to send mail. */
    ready: mailer.ready,
    letter,
    send,

    /** That a Google account was connected, or disconnected. */
    googleChanged(
      operation: Deno.AtomicOperation,
      to: string,
      { email }: GoogleAccount,
      change: LetterProps["google-changed"]["change"],
    ): void {
      const changedAt = new Date(world.now()).toISOString();
      const props = { host, account: email ?? "", change, changedAt, url: `${origin}/account` };
      send(operation, letter(to, "google-changed", props));
    },

    /** That an account is going to be deleted, and how it can be kept. */
    accountLeaving(operation: Deno.AtomicOperation, { email, google, leaving }: User): void {
      if (leaving === undefined) return;
      const props = {
        host,
        askedAt: new Date(leaving.askedAt).toISOString(),
        due: new Date(leaving.due).toISOString(),
        google: google !== undefined,
        url: `${origin}/account/leaving`,
      };
      send(operation, letter(email, "account-leaving", props));
    },

    /** What was committed goes out now. */
    hurry: () => jobs.kick(),
  };
}
