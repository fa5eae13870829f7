import type { ComponentChildren } from "preact";
import { IconHeart } from "../../icons/icons.tsx";
import type { MarksView } from "../../services/library/marks.ts";
import { FaultAt, faulty, type ScoreFault } from "../ScoreFault.tsx";
import { field, small } from "./lettering.ts";
import { Words } from "./Words.tsx";

/** What a person says of a score: favourite, practice, difficulty, tags; and the way to the bin. */
export function ScoreMarks(
  { id, tags, difficulty, practice, favourite, words, fault }: MarksView & {
    id: string;
    fault: ScoreFault | null;
  },
) {
  const typed = fault?.field === "tags" ? fault.typed : {};
  return (
    <div class="py-4 border-b border-rule">
      <form method="post" action={`/scores/${id}/marks`}>
        <button
          type="submit"
          name="favourite"
          value={favourite ? "no" : "yes"}
          aria-pressed={favourite ? "true" : "false"}
          class={"inline-flex items-center gap-2 min-h-11 cursor-pointer hover:text-accent " +
            (favourite ? "text-accent" : "text-quiet")}
        >
          <IconHeart class={`size-5 ${favourite ? "fill-current" : ""}`} />
          Favourite
        </button>
      </form>
      <form method="post" action={`/scores/${id}/marks`} class="grid grid-cols-2 gap-3 mt-1">
        <Line id="practice" label="Practice">
          <Words
            id="practice"
            name="practice"
            words={words.practice}
            value={typed.practice ?? practice}
          />
        </Line>
        <Line id="difficulty" label="Difficulty">
          <Words
            id="difficulty"
            name="difficulty"
            words={words.difficulty}
            value={typed.difficulty ?? difficulty}
          />
        </Line>
        <div class="col-span-2 grid grid-cols-1 gap-1">
          <label for="tags" class="text-sm text-quiet">Tags; commas part several</label>
          <div class="flex gap-2">
            <input
              id="tags"
              name="tags"
              value={typed.tags ?? tags.join(", ")}
              {...faulty(fault, "tags")}
              list="own-tags"
              autocomplete="off"
              class={field + " flex-1 w-full"}
            />
            <button type="submit" class={small}>Save</button>
          </div>
          <FaultAt fault={fault} field="tags" />
        </div>
      </form>
      <form method="post" action="/scores/bulk" class="mt-3">
        <input type="hidden" name="id" value={id} />
        <button
          type="submit"
          name="act"
          value="delete"
          class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
        >
          Put in the bin
        </button>
      </form>
    </div>
  );
}

function Line({ id, label, children }: {
  id: string;
  label: string;
  children: ComponentChildren;
}) {
  return (
    <div class="grid gap-1">
      <label for={id} class="text-sm text-quiet">{label}</label>
      {children}
    </div>
  );
}
