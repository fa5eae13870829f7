/**
 * Letters that nobody needs, for those who want them: that what had to wait for Gemini is there.
 *
 * @module
 */
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Allowance, Limit } from "../allowance.ts";
import type { Jobs } from "../jobs.ts";
import type { World } from "../world.ts";
import type { LetterProps } from "./letter.ts";
import type { Post } from "./post.ts";

/** Who has waited for less is most likely still there. */
const WAITED_MS = 10 * 60_000;
/** A hundred scores that waited together are one piece of news. */
const LETTERS: Limit = { times: 1, per: "hour" };

export type News = ReturnType<typeof createNews>;

/** Tells people what is new, where they allow it. */
export function createNews({ store, jobs, post, allowance, origin, world }: {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "kick">;
  readonly post: Pick<Post, "letter" | "send">;
  readonly allowance: Allowance;
  readonly origin: string;
  readonly world: World;
}) {
  return {
    /**
     * Gemini has read or explained a score at last: mails its person so, where they wanted to know
     * and have waited for long. That they still do is asked again when the letter is sent.
     *
     * @param since when it was asked for (milliseconds since 1970)
     */
    async there(
      { userId, id, fields, fileName }: Score,
      what: LetterProps["score-analysed"]["what"],
      since: number,
    ): Promise<void> {
      if (world.now() - since < WAITED_MS) return;
      if (!await store.consents.has(userId, "mail-news")) return;
      const user = await store.users.get(userId);
      if (user === null || user.leaving) return;
      if (await allowance.take("mail-news", userId, LETTERS) !== null) return;
      const letter = post.letter(user.email, "score-analysed", {
        title: fields.title?.value ?? fileName,
        composer: fields.composer?.value ?? "",
        what,
        url: `${origin}/scores/${id}${what === "explained" ? "/explanation" : ""}`,
        account: `${origin}/account`,
      });
      const operation = store.begin();
      post.send(operation, { ...letter, owner: userId, consent: "mail-news" });
      await store.commit(operation);
      jobs.kick();
    },
  };
}
