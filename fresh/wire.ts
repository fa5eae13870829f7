import { stringify } from "devalue";
import type { FoundIsland } from "./islands.ts";

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

/** A prop of an island by the island's number and the prop's name. */
export type Place = [island: number, prop: string];

/** Props of all islands of a page, as they are sent: either plain or rich. */
export interface Wire {
  /** For each island what plain JSON can say. */
  props?: Record<string, unknown>[];
  /** Each signal among them: its value, and where it goes. */
  signals?: [value: unknown, ...Place[]][];
  /** What devalue wrote of all props. */
  rich?: unknown;
  /** Whether there are signals. */
  reactive: boolean;
}

interface SignalLike {
  peek(): unknown;
}

/**
 * Writes the props of a page's islands. Plain JSON and signals, what most
 * islands get, need no library to be read; everything else goes through
 * devalue.
 *
 * @throws SerializeError naming the island and the prop, for functions,
 *   symbols, promises and instances of classes
 */
export function writeProps(islands: FoundIsland[]): Wire {
  const places = new Map<SignalLike, Place[]>();
  const props = islands.map(({ props }, island) => {
    const plain: Record<string, unknown> = {};
    for (const name in props) {
      const value = props[name];
      if (isSignal(value)) places.set(value, [...places.get(value) ?? [], [island, name]]);
      else if (value !== undefined) plain[name] = value;
    }
    return plain;
  });
  const signals = Array.from(
    places,
    ([signal, at]): [unknown, ...Place[]] => [signal.peek(), ...at],
  );
  const reactive = signals.length > 0;
  if (!isPlain([props, signals], new Set())) return writeRich(islands);
  return { props, signals: reactive ? signals : undefined, reactive };
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
  return view.byteLength < view.buffer.byteLength && view.slice();
}

function writeRich(islands: FoundIsland[]): Wire {
  let reactive = false;
  const reducers = {
    Signal: (value: unknown) => isSignal(value) && (reactive = true) && [value.peek()],
    View: ownBytes,
  };
  try {
    const rich = JSON.parse(stringify(islands.map(({ props }) => ({ ...props })), reducers));
    return { rich, reactive };
  } catch (error) {
    // devalue says where it stumbled: `[2].name.of[0]`, `[2]["a-name"]`, or `[2]` for `__proto__`.
    const path = (error as { path?: string }).path ?? "";
    const at = /^\[(\d+)\](?:\.([\w$]+)|\["(.*?)"\])?/.exec(path);
    if (at === null) throw error;
    const [, island, name, quoted] = at;
    throw new SerializeError(islands[+island].island.name, name ?? quoted ?? "__proto__", error);
  }
}
