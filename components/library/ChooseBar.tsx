import type { ComponentChildren } from "preact";
import { IconChevronRight } from "../../icons/icons.tsx";
import type { LibraryView } from "../../services/library/view.ts";
import { field, scores, small, smallDanger } from "./lettering.ts";
import { Words } from "./Words.tsx";

/** Why nothing was done to the chosen scores, with what was chosen and typed. */
export interface BulkRefusal {
  readonly message: string;
  readonly chosen: ReadonlySet<string>;
  readonly typed: Readonly<Record<string, string>>;
}

/** Acts whose fields are folded away. */
const UNFOLDED = ["collect", "uncollect", "tag", "untag", "composer", "practice", "difficulty", ""];

/** What can be done to the scores that are chosen; it shows once there are some. */
export function ChooseBar({ view, refused }: { view: LibraryView; refused: BulkRefusal | null }) {
  const typed = refused?.typed ?? {};
  return (
    <form
      id="choose"
      method="post"
      action="/scores/bulk"
      aria-label="The chosen scores"
      class="choose-bar px-4 sm:px-8 py-3 bg-paper border-t border-edge"
    >
      {/* Enter in a field does what the field is for. */}
      <button type="submit" name="act" value="" class="hidden">Do it</button>
      <input type="hidden" name="question" value={view.asked} />
      {/* What is chosen on other pages of the library. */}
      <div id="kept" class="pick" hidden />
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p class="font-medium tabular-nums flex-1 min-w-24">
          <span data-chosen>Chosen here</span>
        </p>
        {view.total > view.cards.length && (
          <label class="inline-flex items-center gap-2 min-h-11 cursor-pointer max-sm:order-last max-sm:w-full">
            <input
              type="checkbox"
              name="all"
              value="yes"
              checked={typed.all === "yes"}
              class="size-5 accent-accent"
            />
            {view.narrow ? `All ${scores(view.total)} found` : `All ${scores(view.total)}`}
          </label>
        )}
        <button type="submit" name="act" value="favourite" class={small}>Favourite</button>
        <button type="submit" name="act" value="delete" class={smallDanger}>
          Delete
        </button>
      </div>
      <details
        id="choose-more"
        open={refused !== null && UNFOLDED.includes(typed.act)}
        class="group/more"
      >
        <summary class="list-none inline-flex items-center gap-1 min-h-11 cursor-pointer text-quiet hover:text-accent">
          <IconChevronRight class="size-4 group-open/more:rotate-90" />
          <span>
            Collection, tags, composer<span class="max-sm:hidden">, practice, difficulty</span>
          </span>
        </summary>
        <div class="flex flex-wrap gap-x-6 gap-y-2 pt-1 max-sm:max-h-[26dvh] max-sm:[#done~#choose_&]:max-h-[18dvh] max-sm:overflow-y-auto">
          <button type="submit" name="act" value="unfavourite" class={small}>
            No favourite
          </button>
          <button type="submit" name="act" value="join" class={small}>
            Put photos together as one score
          </button>
          <Setting id="collection" label="Collection">
            <input
              id="choose-collection"
              name="collection"
              value={typed.collection}
              list="own-collections"
              maxlength={60}
              autocomplete="off"
              class={field + " max-sm:flex-1 w-24 sm:w-40"}
            />
            <button type="submit" name="act" value="collect" class={small}>Put in</button>
            <button type="submit" name="act" value="uncollect" class={small}>Take out</button>
          </Setting>
          <Setting id="tags" label="Tags">
            <input
              id="choose-tags"
              name="tags"
              value={typed.tags}
              list="own-tags"
              autocomplete="off"
              class={field + " max-sm:flex-1 w-24 sm:w-32"}
            />
            <button type="submit" name="act" value="tag" class={small}>Add</button>
            <button type="submit" name="act" value="untag" class={small}>Remove</button>
          </Setting>
          <Setting id="composer" label="Composer">
            <input
              id="choose-composer"
              name="composer"
              value={typed.composer}
              list="own-composers"
              autocomplete="off"
              class={field + " max-sm:flex-1 w-40"}
            />
            <button type="submit" name="act" value="composer" class={small}>Set</button>
          </Setting>
          {(["practice", "difficulty"] as const).map((name) => (
            <Setting key={name} id={name} label={name === "practice" ? "Practice" : "Difficulty"}>
              <Words
                id={`choose-${name}`}
                name={name}
                words={view.words[name]}
                value={typed[name]}
                open
              />
              <button type="submit" name="act" value={name} class={small}>Set</button>
            </Setting>
          ))}
        </div>
      </details>
    </form>
  );
}

function Setting({ id, label, children }: {
  id: string;
  label: string;
  children: ComponentChildren;
}) {
  return (
    <div class="flex flex-wrap items-center gap-x-2 gap-y-0.5 sm:gap-y-2 max-sm:w-full">
      <label for={`choose-${id}`} class="text-sm text-quiet max-sm:w-full">{label}</label>
      {children}
    </div>
  );
}
