import { useEffect, useRef, useState } from "preact/hooks";
import type { Unfinished } from "../../../services/scores/arrivals.ts";
import { sizeInWords } from "../size.ts";
import type { Chosen } from "./files.ts";
import { fingerprint, forget, type Outcome, send } from "./tus.ts";

/** A file, and how it stands. */
export interface Row extends Partial<Omit<Outcome, "state">> {
  key: number;
  name: string;
  bytes: number;
  /** Bytes that are there. */
  sent: number;
  /** Bytes a second, of late. */
  speed: number;
  /** `broken`: it waits for the connection, and goes on by itself. */
  state: "waiting" | "sending" | "broken" | Outcome["state"];
}

/** What belongs to a row and is not shown. */
interface Sending {
  file: File;
  /** Where the upload is, once it has begun. */
  upload?: string;
  abort?: AbortController;
  /** It was cancelled, and the server has been told. */
  forgotten?: boolean;
}

const AT_ONCE = 3;
/** How much the newest moment counts in the speed that is told. */
const NEWEST = 0.2;

/** The files that are brought in from this page, three at a time. */
export function useUploads({ maxBytes, unfinished }: {
  maxBytes: number;
  /** What was begun before and not finished: chosen again, it goes on. */
  unfinished: readonly Unfinished[];
}) {
  const [rows, setRows] = useState<Row[]>([]);
  const [left, setLeft] = useState(unfinished);
  const [passedOver, setPassedOver] = useState(0);
  const sendings = useRef(new Map<number, Sending>());
  const queue = useRef<number[]>([]);
  const busy = useRef(0);
  const lastKey = useRef(0);
  const leftNow = useRef(unfinished);

  const update = (key: number, change: (row: Row) => Partial<Row>) =>
    setRows((rows) => rows.map((row) => row.key === key ? { ...row, ...change(row) } : row));

  function keep(rest: readonly Unfinished[]): void {
    leftNow.current = rest;
    setLeft(rest);
  }

  /** The upload of this very file that was begun before. */
  function begun(file: File): string | undefined {
    const known = leftNow.current.find((one) => one.fingerprint === fingerprint(file));
    if (known === undefined) return undefined;
    keep(leftNow.current.filter((one) => one !== known));
    return `/uploads/${known.id}`;
  }

  function take({ files, passedOver }: Chosen): void {
    const taken = files.map((file): Row => {
      const key = ++lastKey.current;
      const message = refusal(file, maxBytes);
      sendings.current.set(key, { file, upload: message ? undefined : begun(file) });
      const state = message ? "refused" : "waiting";
      return { key, name: file.name, bytes: file.size, sent: 0, speed: 0, state, message };
    });
    setRows((rows) => [...taken, ...rows]);
    setPassedOver((before) => before + passedOver);
    queue.current.push(...taken.filter(({ state }) => state === "waiting").map(({ key }) => key));
    next();
  }

  function next(): void {
    while (busy.current < AT_ONCE && queue.current.length > 0) {
      const key = queue.current.shift()!;
      const sending = sendings.current.get(key);
      if (sending === undefined) continue; // It was cancelled.
      busy.current++;
      run(key, sending).then((outcome) => {
        busy.current--;
        if (!sending.abort!.signal.aborted) {
          update(key, () => outcome);
          if (outcome.way === undefined) sendings.current.delete(key);
        } else if (sending.upload && !sending.forgotten) forget(sending.upload);
        next();
      });
    }
  }

  function run(key: number, sending: Sending): Promise<Outcome> {
    sending.abort = new AbortController();
    let before = { at: performance.now(), sent: -1 };
    update(key, () => ({ state: "sending" }));
    return send(sending.file, sending.upload, sending.abort.signal, {
      at: (url) => sending.upload = url,
      broken: (is) => update(key, () => ({ state: is ? "broken" : "sending", speed: 0 })),
      sent(sent) {
        const at = performance.now();
        const now = before.sent < 0 ? 0 : (sent - before.sent) * 1000 / Math.max(1, at - before.at);
        before = { at, sent };
        update(key, ({ speed }) => ({
          sent,
          speed: speed === 0 ? now : speed * (1 - NEWEST) + now * NEWEST,
        }));
      },
    });
  }

  const active = rows.some(({ state }) => ["waiting", "sending", "broken"].includes(state));
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [active]);

  return {
    rows,
    /** Whether any is still on its way. */
    active,
    /** How many in folders were none of the kinds that are taken. */
    passedOver,
    /** What was begun before and has not been chosen again. */
    left,
    take,

    /** Sends a file once more that was refused. */
    again(key: number): void {
      update(key, () => ({ state: "waiting", message: undefined, way: undefined }));
      queue.current.push(key);
      next();
    },

    /** Takes a file away that is on its way. */
    cancel(key: number): void {
      const sending = sendings.current.get(key);
      sendings.current.delete(key);
      setRows((rows) => rows.filter((row) => row.key !== key));
      if (sending === undefined) return;
      sending.abort?.abort();
      sending.forgotten = sending.upload !== undefined; // Else it may just be beginning.
      if (sending.upload) forget(sending.upload);
    },

    /** Takes away what was begun before. */
    forget(id: string): void {
      forget(`/uploads/${id}`);
      keep(leftNow.current.filter((one) => one.id !== id));
    },
  };
}

/** What can be said before a byte has travelled; the server checks all of it again. */
function refusal(file: File, maxBytes: number): string | undefined {
  if (file.size === 0) return "The file is empty.";
  if (file.size > maxBytes) return `The file is too large: at most ${sizeInWords(maxBytes)}.`;
}
