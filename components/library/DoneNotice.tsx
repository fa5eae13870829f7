import { IconCross } from "../../icons/icons.tsx";
import type { Told, ToldNow } from "../../services/library/told.ts";
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

/** What was done just before, and the way back from a deletion. @param asked what the page shows */
export function DoneNotice({ told, asked }: { told: ToldNow; asked: string }) {
  const { act, count, at, fate, text } = told;
  return (
    <div id="done" class="no-print" data-going={fate === "going" ? text : undefined}>
      <div
        class={"flex gap-x-4 border-l-2 pl-4 " +
          (fate === "failed" ? "border-danger" : "border-success")}
      >
        <div class="flex-1 flex flex-wrap items-center gap-x-4 gap-y-1 min-h-11">
          <p>{said(told)}</p>
          {act === "delete" && fate === "done" && count > 0 && (
            <form method="post" action="/scores/bin">
              <input type="hidden" name="at" value={String(at)} />
              <input type="hidden" name="question" value={asked} />
              <button type="submit" name="act" value="restore" class={small} data-undo>Undo</button>
            </form>
          )}
          {act === "collect" && <a href="/collections" class={link}>See the collections</a>}
          {act === "delete" && <a href="/scores/bin" class={link}>See the bin</a>}
        </div>
        {fate !== "going" && (
          <a
            href={asked === "" ? "/scores" : `/scores?${asked}`}
            aria-label="Close this notice"
            title="Close"
            class="inline-flex items-center justify-center size-11 -mr-3 hover:text-accent"
          >
            <IconCross class="size-5" />
          </a>
        )}
      </div>
    </div>
  );
}

function said({ act, count, left, fate }: ToldNow): string {
  const all = scores(count);
  if (fate === "going") {
    return `${all} ${verb(count)} being changed; the library shows it bit by bit.`;
  }
  if (fate === "failed") {
    return `Not all of ${all} could be changed. Whoever runs this server can have that tried again.`;
  }
  const done = `${all} ${verb(count)} ${WORDS[act]}.`;
  if (left === 0) return done;
  return done + (COLLECTING[act]?.(left) ??
    ` ${scores(left)} ${left === 1 ? "stays" : "stay"} as ${
      left === 1 ? "it is: it has" : "they are: they have"
    } 20 tags, or ${verb(left)} gone.`);
}
