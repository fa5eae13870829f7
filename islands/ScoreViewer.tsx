import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { IconChevronLeft, IconChevronRight, IconExpand } from "../icons/icons.tsx";

interface Props {
  id: string;
  title: string;
  /** Height by width, a number a page. */
  shapes: readonly number[];
  /** The page to begin with, from 1. */
  page: number;
}

const WIDTHS = [640, 1000, 1600, 2400];
/** On a desk a tall page is as high as the window, so 0.71 times as wide. */
const SIZES = "(min-width: 64rem) min(56rem, 72vh), 100vw";

/** What each key does; a pedal sends one of these. */
const KEYS: Record<string, (page: number, pages: number) => number> = {
  ArrowRight: (page) => page + 1,
  ArrowLeft: (page) => page - 1,
  PageDown: (page) => page + 1,
  PageUp: (page) => page - 1,
  " ": (page) => page + 1,
  Home: () => 1,
  End: (_, pages) => pages,
};

const source = (id: string, page: number) => ({
  src: `/scores/${id}/pages/${page}?w=1000`,
  srcset: WIDTHS.map((width) => `/scores/${id}/pages/${page}?w=${width} ${width}w`).join(", "),
  sizes: SIZES,
});

/** A score's pages. Without script its links turn them; with it, keys, pedals and clicks do. */
export default function ScoreViewer({ id, title, shapes, page: first }: Props) {
  const stand = useRef<HTMLElement>(null);
  const [page, setPage] = useState(first);
  const pages = shapes.length;

  // The page as it is at the moment of a key, which may come before the next rendering.
  const now = useRef(first);

  function turn(to: number): void {
    const next = Math.min(Math.max(to, 1), pages);
    now.current = next;
    setPage(next);
    // Whoever was at the foot of one page begins at the head of the next, and sees all of it.
    const { top, bottom } = stand.current!.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) stand.current!.scrollIntoView();
    history.replaceState(history.state, "", next === 1 ? location.pathname : `?page=${next}`);
  }

  function follow(to: number) {
    return (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      letGo(event);
      turn(to);
    };
  }

  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      const key = event.key === " " && event.shiftKey ? "PageUp" : event.key;
      if (key === "f") return void toggleFullScreen();
      if (!(key in KEYS)) return;
      event.preventDefault();
      turn(KEYS[key](now.current, pages));
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);

  useEffect(() => {
    // The next page is there before it is asked for.
    for (const near of [page + 1, page - 1]) {
      if (near >= 1 && near <= pages) Object.assign(new Image(), sourceProperties(id, near));
    }
  }, [page]);

  async function toggleFullScreen(event?: MouseEvent): Promise<void> {
    if (event) letGo(event);
    if (document.fullscreenElement) await document.exitFullscreen();
    else await stand.current?.requestFullscreen();
  }

  const shape = shapes[page - 1];
  const height = Math.round(shape * 1000);
  return (
    <section
      ref={stand}
      aria-label="Pages"
      class="[&:fullscreen]:bg-paper [&:fullscreen]:grid [&:fullscreen]:grid-rows-[1fr_auto] [&:fullscreen]:h-dvh group/stand"
    >
      <div class="relative flex justify-center min-h-0">
        <img
          key={page}
          {...source(id, page)}
          alt={`Page ${page} of ${pages} of ${title}`}
          width="1000"
          height={height}
          fetchpriority="high"
          class={"sheet w-full group-[&:fullscreen]/stand:w-full group-[&:fullscreen]/stand:h-full group-[&:fullscreen]/stand:object-contain group-[&:fullscreen]/stand:shadow-none " +
            (shape < 1
              ? "h-auto"
              : "max-lg:h-auto lg:w-auto lg:max-w-full lg:h-[max(36rem,100dvh-4.5rem)]")}
        />
        {page > 1 && (
          <a
            href={`?page=${page - 1}`}
            onClick={follow(page - 1)}
            tabIndex={-1}
            aria-hidden="true"
            class="absolute inset-y-0 left-0 w-1/3"
          />
        )}
        {page < pages && (
          <a
            href={`?page=${page + 1}`}
            onClick={follow(page + 1)}
            tabIndex={-1}
            aria-hidden="true"
            class="absolute inset-y-0 right-0 w-1/3"
          />
        )}
      </div>
      <div class="no-print flex items-center justify-between gap-2 mt-3 group-[&:fullscreen]/stand:px-4 group-[&:fullscreen]/stand:pb-2">
        <Turn to={page - 1} name="Previous page" possible={page > 1} onTurn={follow}>
          <IconChevronLeft />
        </Turn>
        <p class="text-quiet tabular-nums" aria-live="polite">{`Page ${page} of ${pages}`}</p>
        <div class="flex">
          <FullScreenButton onPress={toggleFullScreen} />
          <Turn to={page + 1} name="Next page" possible={page < pages} onTurn={follow}>
            <IconChevronRight />
          </Turn>
        </div>
      </div>
    </section>
  );
}

/** What was clicked keeps no focus: the next key, a pedal's space perhaps, is for the pages. */
function letGo({ detail, currentTarget }: MouseEvent): void {
  if (detail > 0 && currentTarget instanceof HTMLElement) currentTarget.blur();
}

/** Keys belong to what the person is using: a field, a menu, a button's space. */
function isBusy({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return key === " " && target.closest("button, summary") !== null;
}

function sourceProperties(id: string, page: number) {
  const { src, srcset, sizes } = source(id, page);
  return { sizes, srcset, src };
}

const square = "inline-flex items-center justify-center size-11 rounded-sm ";

function Turn({ to, name, possible, onTurn, children }: {
  to: number;
  name: string;
  possible: boolean;
  onTurn: (to: number) => (event: MouseEvent) => void;
  children: ComponentChildren;
}) {
  // The same element at the end of the score, so that who turns by Enter does not lose the place.
  return (
    <a
      role="link"
      href={possible ? `?page=${to}` : undefined}
      tabIndex={possible ? undefined : -1}
      aria-disabled={!possible}
      aria-label={name}
      title={possible ? name : undefined}
      onClick={possible ? onTurn(to) : undefined}
      class={square + (possible ? "text-ink hover:text-accent" : "text-rule")}
    >
      {children}
    </a>
  );
}

/** Only where the browser can do it, so only once the script runs. */
function FullScreenButton({ onPress }: { onPress: (event: MouseEvent) => void }) {
  const [possible, setPossible] = useState(false);
  useEffect(() => setPossible(document.fullscreenEnabled), []);
  if (!possible) return <span class={square} />;
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label="Full screen"
      title="Full screen (f)"
      class={square + "cursor-pointer hover:text-accent"}
    >
      <IconExpand />
    </button>
  );
}
