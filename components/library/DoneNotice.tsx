import type { Told } from "../../services/library/told.ts";
import { Notice } from "../Notice.tsx";
import { scores, small } from "./lettering.ts";

/** What was done, after how many scores it was done to. */
const WORDS: Record<Told["act"], string> = {
  favourite: "made a favourite",
  unfavourite: "no favourite any more",
  tag: "tagged",
  untag: "without the tag now",
  practice: "marked",
  difficulty: "marked",
  composer: "given the composer",
  collect: "in the collection now",
  uncollect: "taken out of the collection",
  delete: "put in the bin, for 30 days",
  restore: "back in the library",
};

/** What is said of those that a list did not take, or did not have. */
const COLLECTING: Partial<Record<Told["act"], (left: number) => string>> = {
  collect: (left) => ` ${scores(left)} had no room in it: it holds 500.`,
  uncollect: (left) => ` ${scores(left)} ${left === 1 ? "was" : "were"} not in it.`,
};

const link = "inline-flex items-center min-h-11 text-accent underline";
const verb = (count: number) => count === 1 ? "is" : "are";

/** What was done just before, and the way back from a deletion. */
export function DoneNotice({ told, question }: { told: Told; question: string }) {
  const { act, count, left, later, at } = told;
  return (
    <div class="no-print" id="done">
      <Notice kind="success">
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>
            {later
              ? `${scores(count)} ${verb(count)} being changed; the library shows it bit by bit.`
              : `${scores(count)} ${verb(count)} ${WORDS[act]}.`}
            {left > 0 &&
              (COLLECTING[act]?.(left) ??
                ` ${scores(left)} ${left === 1 ? "stays" : "stay"} as ${
                  left === 1 ? "it is: it has" : "they are: they have"
                } 20 tags, or ${verb(left)} gone.`)}
          </p>
          {act === "delete" && !later && count > 0 && (
            <form method="post" action="/scores/bin">
              <input type="hidden" name="at" value={String(at)} />
              <input type="hidden" name="question" value={question} />
              <button type="submit" name="act" value="restore" class={small} data-undo>Undo</button>
            </form>
          )}
          {act === "collect" && <a href="/collections" class={link}>See the collections</a>}
          {act === "delete" && <a href="/scores/bin" class={link}>See the bin</a>}
        </div>
      </Notice>
    </div>
  );
}
