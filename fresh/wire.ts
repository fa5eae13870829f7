import { stringify } from "devalue";
import type { FoundIsland } from "./islands.ts";

/** Stands for a piece of server-rendered JSX among an island's props. */
export class SlotRef {
  constructor(readonly id: number) {}
}

/** An island's prop that cannot be sent to the browser. */
export class SerializeError extends Error {
  readonly code = "island_prop";
  constructor(island: string, prop: string, cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    super(
      `Cannot send island "${island}" to the browser: its prop "${prop}" ` +
        `cannot be serialized (${words})`,
      { cause },
    );
    this.name = "SerializeError";
  }
}

/** Props without those that need care, and those: signals (>= 0), slots (< 0). */
type PlainProps = [Record<string, unknown>, Record<string, number>?];

/** Props of all islands of a page, as they are sent. */
export interface Wire {
  data: { props?: PlainProps[]; signals?: unknown[]; rich?: unknown };
  /** Whether the browser needs the signals library for them. */
  signals: boolean;
  /** Whether the browser needs devalue for them. */
  rich: boolean;
}

/**
 * Writes the props of a page's islands. Plain JSON with signals and slots at
 * the top, what most islands get, needs no library to be read; everything else
 * goes through devalue.
 *
 * @throws SerializeError naming the island and the prop, for functions,
 *   symbols, promises and instances of classes
 */
export function writeProps(islands: FoundIsland[]): Wire {
  const signals: unknown[] = [];
  const known = new Map<unknown, number>();
  const seen = new Set<unknown>();
  const props: PlainProps[] = [];
  for (const island of islands) {
    const plain: Record<string, unknown> = {};
    const special: Record<string, number> = {};
    for (const [name, value] of Object.entries(island.props)) {
      if (value === undefined) continue;
      if (value instanceof SlotRef) special[name] = -value.id;
      else if (isSignal(value)) {
        let place = known.get(value);
        if (place === undefined) {
          const inside = value.peek();
          if (!isPlain(inside, seen)) return writeRich(islands);
          known.set(value, place = signals.push(inside) - 1);
        }
        special[name] = place;
      } else if (isPlain(value, seen)) plain[name] = value;
      else return writeRich(islands);
    }
    props.push(Object.keys(special).length > 0 ? [plain, special] : [plain]);
  }
  return {
    data: { props, signals: signals.length > 0 ? signals : undefined },
    signals: signals.length > 0,
    rich: false,
  };
}

interface SignalLike {
  peek(): unknown;
}

/** Whether a value is a signal, without loading the signals library. */
export function isSignal(value: unknown): value is SignalLike {
  return typeof value === "object" && value !== null &&
    typeof (value as SignalLike).peek === "function" && "value" in value;
}

/** Whether JSON carries a value unchanged; an object seen twice is shared. */
function isPlain(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value !== "object" || seen.has(value)) return false;
  seen.add(value);
  if (Array.isArray(value)) {
    // A hole reads as undefined, which is not plain.
    for (let i = 0; i < value.length; i++) {
      if (!isPlain(value[i], seen)) return false;
    }
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  if (Object.getOwnPropertySymbols(value).length > 0) return false;
  if ("toJSON" in value || Object.hasOwn(value, "__proto__")) return false;
  return Object.values(value).every((inside) => isPlain(inside, seen));
}

/** A view of a larger buffer is copied: only its own bytes are sent. */
function ownBytes(value: unknown): unknown {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  const view = value as Uint8Array<ArrayBuffer>;
  if (view.byteLength === view.buffer.byteLength) return false;
  return view.slice();
}

/** How devalue is told of what it does not know. */
const reducers = (met: () => void = () => {}) => ({
  Slot: (value: unknown) => value instanceof SlotRef && value.id,
  Signal: (value: unknown) => isSignal(value) && (met(), [value.peek()]),
  View: ownBytes,
});

function writeRich(islands: FoundIsland[]): Wire {
  let signals = false;
  const all = islands.map(({ props }) => ({ ...props }));
  try {
    const rich = JSON.parse(stringify(all, reducers(() => signals = true)));
    return { data: { rich }, signals, rich: true };
  } catch (error) {
    throw explain(islands, error);
  }
}

/** Finds which island and prop devalue stumbled over. */
function explain(islands: FoundIsland[], error: unknown): unknown {
  for (const { island, props } of islands) {
    for (const [name, value] of Object.entries(props)) {
      try {
        stringify(value, reducers());
      } catch (cause) {
        return new SerializeError(island.name, name, cause);
      }
    }
  }
  return error;
}
