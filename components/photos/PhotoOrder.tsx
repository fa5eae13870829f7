import type { PhotoView } from "../../services/scores/photo_draft.ts";
import { Act } from "../order/Act.tsx";
import { Handle } from "../order/Handle.tsx";
import { MoveMenu } from "../order/MoveMenu.tsx";
import { Photo } from "./Photo.tsx";
import { TakenOut } from "./TakenOut.tsx";

/** The pages in their order; each can be moved, turned, cropped and taken out. */
export function PhotoOrder({ draft, pages, out, open }: {
  draft: string;
  pages: readonly PhotoView[];
  /** What was taken out. */
  out: readonly PhotoView[];
  /** The page whose buttons stand open: the one that was moved. */
  open: number;
}) {
  return (
    <form id="order" method="post" action={`/scores/photos/${draft}`} aria-label="Pages">
      <ol id="order-list" class="order flex flex-col border-t border-rule mt-6">
        {pages.map((view) => (
          <Row
            key={view.n}
            draft={draft}
            view={view}
            isOpen={view.n === open}
          />
        ))}
        {out.length > 0 && <TakenOut photos={out} />}
      </ol>
    </form>
  );
}

function Row({ draft, view, isOpen }: { draft: string; view: PhotoView; isOpen: boolean }) {
  const { n, name } = view;
  const crop = `/scores/photos/${draft}/crop/${n}`;
  return (
    <li id={`item-${n}`} data-n={n} data-title={name} class="relative border-b border-rule py-3">
      <div class="grid grid-cols-[1.5rem_6rem_minmax(0,1fr)_auto] sm:grid-cols-[1.5rem_8rem_minmax(0,1fr)_auto] gap-x-3 sm:gap-x-5 gap-y-2 items-center pr-11">
        <span class="place sm:row-span-2 text-right text-sm text-quiet tabular-nums" />
        <a
          href={crop}
          aria-label={`Look at ${name}`}
          class="sm:row-span-2 flex justify-center"
        >
          <Photo draft={draft} view={view} wide={128} tall={160} />
        </a>
        <p class="sm:self-end text-quiet leading-snug wrap-anywhere line-clamp-2">{name}</p>
        <div class="col-start-4 self-start sm:row-span-2">
          <Handle name={name} />
        </div>
        <div class="max-sm:col-span-full sm:col-start-3 sm:row-start-2 sm:self-start flex flex-wrap gap-2">
          <Act name="left" n={n} label={`Turn left, ${name}`}>Turn left</Act>
          <Act name="right" n={n} label={`Turn right, ${name}`}>Turn right</Act>
          <a
            href={crop}
            aria-label={`Crop, ${name}`}
            class="act inline-flex items-center no-underline text-ink"
          >
            Crop
          </a>
        </div>
      </div>
      <MoveMenu n={n} name={name} isOpen={isOpen} class="pl-9 sm:pl-11 pt-3" />
    </li>
  );
}
