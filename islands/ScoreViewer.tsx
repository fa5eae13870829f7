import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  IconChevronLeft,
  IconChevronRight,
  IconCrop,
  IconCross,
  IconExpand,
  IconHalf,
  IconKeys,
  IconMoon,
  IconPrinter,
  IconTwoPages,
} from "../icons/icons.tsx";
import type { Look } from "../services/scores/look.ts";
import type { PlaceView } from "../services/scores/places.ts";
import { Tool, Turn } from "./_parts/viewer/Bar.tsx";
import { createHand } from "./_parts/viewer/hand.ts";
import { type Acts, onKey } from "./_parts/viewer/keys.ts";
import type { Later } from "./_parts/viewer/later.ts";
import { picture } from "./_parts/viewer/picture.ts";
import type { Cut } from "./_parts/viewer/systems.ts";

interface Props {
  id: string;
  title: string;
  /** Height by width, a number a page. */
  shapes: readonly number[];
  /** Where to begin, and what of the pages is shown. */
  place: PlaceView;
  look: Look;
  /** Whether the pages are alone from the start: another score was on the stand before. */
  onStand: boolean;
}

/** A page that is looked at for less is only passed. */
const STAY_MS = 800;

const isWide = () => matchMedia("(min-width: 64rem)").matches;
const percent = (part: number) => `${(100 * part).toFixed(2)}%`;
const even = (page: number) => page % 2 === 0;

/** A score's pages. Without script there are links; with it, keys, pedals, taps and swipes turn them. */
export default function ScoreViewer(props: Props) {
  const { id, title, shapes, place, look: firstLook, onStand } = props;
  const root = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  /** Brings the pages so many times nearer; by 0, as they were. */
  const zoom = useRef<ReturnType<typeof createHand>>(null);
  const later = useRef<Later>(null);
  // A half page on: the upper half of the next page is over the lower half of this one.
  const [at, setAt] = useState(place.page);
  const [box, setBox] = useState(place.crop);
  const [look, setLook] = useState(firstLook);
  const [stand, setStand] = useState(onStand);
  const [bar, setBar] = useState(false);
  /** Where the next page ends above this one, half a page on; in the middle before it is known. */
  const [cut, setCut] = useState<Cut | null>(null);
  const pages = shapes.length;
  // As it is at the moment of a key, which may come before the next rendering.
  const now = useRef({ at, look, stand, box });

  /** Where a browser has no full screen the pages fill its window. */
  const fill = () =>
    document.fullscreenElement || root.current!.requestFullscreen?.().catch(() => {});

  const acts: Acts = {
    turn(by) {
      const { at, look } = now.current;
      const double = look.two && isWide();
      const half = look.half && !double;
      const whole = Math.floor(at);
      if (double) acts.go((even(whole) ? whole - 1 : whole) + 2 * by);
      else acts.go(half ? at + by / 2 : at > whole && by < 0 ? whole : whole + by);
    },

    go(to) {
      const next = Math.min(Math.max(to, 1), pages);
      // The last of two pages may stand to the right of the one before it.
      const past = to > pages && to < Infinity && now.current.look.two && isWide();
      if (past || next === now.current.at) return later.current?.leave(to);
      now.current.at = next;
      setAt(next);
      zoom.current!(0);
      // Whoever was at the foot of one page begins at the head of the next, and sees all of it.
      const { top, bottom } = frame.current!.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight + 80) root.current!.scrollIntoView();
    },

    zoom: (by) => zoom.current!(by),

    toggle(what) {
      const next = { ...now.current.look, [what]: !now.current.look[what] };
      now.current.look = next;
      setLook(next);
      if (what !== "night") acts.go(Math.floor(now.current.at));
      later.current?.noteLook(next);
    },

    stand() {
      const on = !now.current.stand;
      now.current.stand = on;
      setStand(on);
      setBar(false);
      zoom.current!(0);
      later.current?.noteStand(on);
      if (on) fill();
      else if (document.fullscreenElement) document.exitFullscreen();
    },

    crop: () =>
      later.current?.crop().then((crop) => {
        if (crop !== undefined) setBox(now.current.box = crop);
      }),

    help: () => (document.getElementById("score-keys") as HTMLDialogElement).showModal(),

    print: () => (later.current?.print ?? print)(),
  };

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const key = (event: KeyboardEvent) => onKey(event, acts, now.current.stand);
    addEventListener("keydown", key, { signal });
    zoom.current = createHand(frame.current!, sheet.current!, {
      turn: acts.turn,
      call: () => now.current.stand && setBar((shown) => !shown),
    }, signal);
    const needs = { id, pages, now: () => now.current, fill, stand: acts.stand };
    import("./_parts/viewer/later.ts")
      .then(({ createLater }) => later.current = createLater(needs, signal)).catch(() => {});
    root.current!.dataset.ready = "";
    return () => left.abort();
  }, []);

  const page = Math.floor(at);
  const first = look.two && even(page) ? page - 1 : page;
  const shown = look.two || at > page ? [first, first + 1] : [page];
  const near = shapes.map((_, n) => n + 1).filter((n) => n >= first - 2 && n <= first + 3);

  useEffect(() => {
    // The pages around are drawn before they are asked for.
    for (const one of sheet.current!.querySelectorAll("img")) one.decode().catch(() => {});
  }, [first, look.two, box, stand]);

  useEffect(() => {
    setCut(null);
    if (!look.half || page === pages) return;
    let left = false;
    const images = sheet.current!.querySelectorAll("img");
    import("./_parts/viewer/halves.ts")
      .then(({ cutBetween }) => cutBetween(images, near.indexOf(page)))
      .then((cut) => left || setCut(cut), () => {});
    return () => void (left = true);
  }, [page, look.half, box, stand]);

  // What is kept on the device was at another page then than its address says now.
  useLayoutEffect(() => {
    const asked = new URLSearchParams(location.search);
    const first = Number(asked.get("page"));
    if (first >= 1 && first <= pages) setAt(now.current.at = first);
    setStand(now.current.stand = asked.has("stand"));
  }, []);

  // At once, so that a page that is loaded anew is the one that was in sight.
  useLayoutEffect(() => {
    if (page === place.page && !location.search) return;
    const asked = new URLSearchParams(location.search);
    asked.set("page", String(page));
    history.replaceState(history.state, "", `?${asked}`);
    const timer = setTimeout(() => later.current?.turned(page), STAY_MS);
    return () => clearTimeout(timer);
  }, [page]);

  return (
    <section
      ref={root}
      aria-label="Pages"
      class={`viewer ${stand ? "on-stand" : ""} ${bar ? "with-bar" : ""} ${
        look.two ? "by-two" : ""
      } ${look.night ? "by-night" : ""}`}
    >
      <div ref={frame} class="frame">
        <div ref={sheet} class="leaves">
          {near.map((n) => {
            const image = picture(id, n, shapes[n - 1], { two: look.two, stand, box });
            const seen = shown.includes(n);
            return (
              <div
                key={n}
                style={at > page && n > page && cut !== null
                  ? { "--line": percent(cut.line), "--upper": percent(cut.upper) }
                  : undefined}
                class={`leaf ${seen ? "seen" : ""} ${n === page ? "" : "other"} ${
                  even(n) ? "right" : ""
                } ${at > page && n > page ? "half" : ""}`}
              >
                {/* A picture has no size before it is there; a canvas has, so nothing moves. */}
                <canvas width="4000" height={4 * image.height} aria-hidden="true" class="sheet" />
                <img
                  {...image}
                  alt={seen ? `Page ${n} of ${pages} of ${title}` : ""}
                  draggable={false}
                  fetchpriority={n === page ? "high" : "low"}
                  data-shown={seen ? "" : undefined}
                />
              </div>
            );
          })}
        </div>
      </div>
      <div class="bar">
        <div class="flex items-center">
          <Turn to={page - 1} name="Previous page" possible={page > 1} act={() => acts.turn(-1)}>
            <IconChevronLeft />
          </Turn>
          <p class="text-quiet tabular-nums" aria-live="polite">{`Page ${page} of ${pages}`}</p>
          <Turn to={page + 1} name="Next page" possible={at < pages} act={() => acts.turn(1)}>
            <IconChevronRight />
          </Turn>
        </div>
        <div class="flex max-sm:-ml-2">
          <Tool name="Two pages" on={look.two} letter="d" wide act={() => acts.toggle("two")}>
            <IconTwoPages />
          </Tool>
          <Tool name="Half-page turns" on={look.half} letter="h" act={() => acts.toggle("half")}>
            <IconHalf />
          </Tool>
          <Tool name="Crop the margins" on={box !== null} letter="m" act={acts.crop}>
            <IconCrop />
          </Tool>
          <Tool name="White on black" on={look.night} letter="n" act={() => acts.toggle("night")}>
            <IconMoon />
          </Tool>
          <Tool name="Print" letter="Ctrl+P" act={acts.print}>
            <IconPrinter />
          </Tool>
          <Tool name="Keys" letter="?" act={acts.help}>
            <IconKeys />
          </Tool>
          <Tool
            name={stand ? "Leave the stand" : "Full screen, for the stand"}
            letter="f"
            act={acts.stand}
          >
            {stand ? <IconCross /> : <IconExpand />}
          </Tool>
        </div>
      </div>
    </section>
  );
}
