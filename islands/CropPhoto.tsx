import { useEffect, useRef, useState } from "preact/hooks";

type Sides = [number, number, number, number];

const NAMES = ["top", "right", "bottom", "left"] as const;
const LABELS = ["Top", "Right", "Bottom", "Left"];
/** At least so much is left, across and down; the house says so too. */
const LEAST = 20;
/** So far a key moves a side. */
const STEP = 0.5;

/** Where one takes hold of the frame, and which sides go along. */
const HOLDS: readonly { sides: readonly number[]; look: string; bar: string }[] = [
  { sides: [0], look: "left-1/2 -ml-6 -top-6 w-12 h-12 cursor-ns-resize", bar: "w-10 h-1.5" },
  { sides: [1], look: "top-1/2 -mt-6 -right-6 w-12 h-12 cursor-ew-resize", bar: "w-1.5 h-10" },
  { sides: [2], look: "left-1/2 -ml-6 -bottom-6 w-12 h-12 cursor-ns-resize", bar: "w-10 h-1.5" },
  { sides: [3], look: "top-1/2 -mt-6 -left-6 w-12 h-12 cursor-ew-resize", bar: "w-1.5 h-10" },
  { sides: [0, 1], look: "-right-6 -top-6 size-12 cursor-nesw-resize", bar: "size-3" },
  { sides: [1, 2], look: "-right-6 -bottom-6 size-12 cursor-nwse-resize", bar: "size-3" },
  { sides: [2, 3], look: "-left-6 -bottom-6 size-12 cursor-nesw-resize", bar: "size-3" },
  { sides: [3, 0], look: "-left-6 -top-6 size-12 cursor-nwse-resize", bar: "size-3" },
];

/** Which way each key moves a side that is cut from above or from the left. */
const KEYS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** A photo, and how much is cut off each side of it: in four fields, and by a frame that is dragged. */
export default function CropPhoto({ src, shape, crop }: {
  src: string;
  /** Height by width. */
  shape: number;
  /** Percent: top, right, bottom, left. */
  crop: readonly [number, number, number, number];
}) {
  const [sides, setSides] = useState<Sides>([...crop]);
  const [live, setLive] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setLive(true), []);

  /** So much is cut off there, as far as enough is left. */
  function cut(side: number, to: number): void {
    setSides((before) => {
      const most = 100 - LEAST - before[(side + 2) % 4];
      const next: Sides = [...before];
      next[side] = Math.round(Math.min(Math.max(0, to || 0), most) * 10) / 10;
      return next;
    });
  }

  function press(event: KeyboardEvent, side: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    const inwards = side === 0 || side === 3 ? 1 : -1;
    cut(side, sides[side] + KEYS[event.key] * inwards * STEP * (event.shiftKey ? 10 : 1));
  }

  function hold(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  function drag(event: PointerEvent, moves: readonly number[]): void {
    if (!(event.currentTarget as Element).hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = box.current!.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width * 100, (event.clientY - top) / height * 100];
    for (const side of moves) cut(side, [y, 100 - x, 100 - y, x][side]);
  }

  return (
    <>
      <div class="md:row-start-1 md:row-span-3 p-2">
        <div ref={box} class="relative mx-auto w-fit">
          {/* A picture has no size before it is there; a canvas has, so nothing moves. */}
          <canvas
            width={1000}
            height={Math.round(1000 * shape)}
            aria-hidden="true"
            class="block w-auto h-auto max-w-full max-h-[75dvh]"
          />
          <img
            src={src}
            alt="The whole photo"
            draggable={false}
            class="absolute inset-0 size-full select-none"
          />
          {live && <Shade sides={sides} />}
          {live && (
            <div
              class="absolute outline-2 outline-accent"
              style={Object.fromEntries(NAMES.map((name, side) => [name, `${sides[side]}%`]))}
            >
              {HOLDS.map(({ sides: moves, look, bar }) => (
                <button
                  type="button"
                  key={look}
                  {...(moves.length > 1 ? { "aria-hidden": "true", tabIndex: -1 } : {
                    role: "slider",
                    "aria-label": `Cut off the ${NAMES[moves[0]]}`,
                    "aria-valuemin": 0,
                    "aria-valuemax": 100 - LEAST - sides[(moves[0] + 2) % 4],
                    "aria-valuenow": sides[moves[0]],
                    "aria-valuetext": `${sides[moves[0]]} percent`,
                    "aria-orientation": moves[0] % 2 ? "horizontal" : "vertical",
                    onKeyDown: (event: KeyboardEvent) => press(event, moves[0]),
                  })}
                  title="Drag, or move with the arrow keys"
                  onPointerDown={hold}
                  onPointerMove={(event) => drag(event, moves)}
                  class={`absolute flex items-center justify-center touch-none ${look}`}
                >
                  <span class={`block bg-accent border border-paper rounded-sm ${bar}`} />
                </button>
              ))}
            </div>
          )}
        </div>
      </div>
      <fieldset class="md:col-start-2 md:row-start-1">
        <legend class="font-medium mb-2">Cut off, in percent</legend>
        <div class="grid grid-cols-4 md:grid-cols-2 gap-3">
          {NAMES.map((name, side) => (
            <div key={name}>
              <label for={name} class="block text-sm mb-1">{LABELS[side]}</label>
              <input
                id={name}
                name={name}
                type="number"
                min={0}
                max={80}
                step={0.1}
                value={sides[side]}
                onChange={(event) => cut(side, Number(event.currentTarget.value))}
                class="block w-full min-h-11 px-3 rounded-sm bg-raised border border-edge text-base tabular-nums"
              />
            </div>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** What is cut off lies in the dark. */
function Shade({ sides: [top, right, bottom, left] }: { sides: Sides }) {
  const dark = "absolute bg-black/55 pointer-events-none";
  return (
    <>
      <div class={`${dark} inset-x-0 top-0`} style={{ height: `${top}%` }} />
      <div class={`${dark} inset-x-0 bottom-0`} style={{ height: `${bottom}%` }} />
      <div
        class={`${dark} left-0`}
        style={{ top: `${top}%`, bottom: `${bottom}%`, width: `${left}%` }}
      />
      <div
        class={`${dark} right-0`}
        style={{ top: `${top}%`, bottom: `${bottom}%`, width: `${right}%` }}
      />
    </>
  );
}
