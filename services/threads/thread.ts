import type { FormatError, FormatErrorCode } from "../formats/error.ts";
import type { FromThread, Growing, ToThread } from "./protocol.ts";

/** What a thread is made of. */
export interface ThreadPlan<Setup> {
  /** The module it runs. */
  readonly module: URL;
  readonly name: string;
  /** What it reads, for messages: "the PDF". */
  readonly what: string;
  readonly setup: Setup;
  /** How long one question may take, the start included. */
  readonly deadlineMs: number;
  readonly error: (code: FormatErrorCode, message: string) => FormatError;
}

/** That it took too long is said here; the worker only stops, and not before. */
const LATER_MS = 500;

/** A worker and the one question it is being asked. */
export interface Thread<Job> {
  ask(key: string, job: Job, bytes?: Uint8Array): Promise<FromThread>;
  /** Ends the worker; a question under way fails for this reason. */
  end(reason: FormatError): void;
}

/**
 * Starts a worker.
 *
 * @param died called where it fails by itself, whether or not it was being asked
 * @param growing told how large its tool's memory is about to be
 */
export function startThread<Setup, Job>(
  plan: ThreadPlan<Setup>,
  died: () => void,
  growing: (heap: number) => void,
): Thread<Job> {
  const worker = new Worker(plan.module, { type: "module", name: plan.name });
  let settle: {
    resolve(answer: FromThread): void;
    reject(error: FormatError): void;
  } | undefined;
  let lastId = 0;
  const error = (code: FormatErrorCode, why: string) =>
    plan.error(code, `Cannot read ${plan.what}: ${why}`);

  worker.onmessage = ({ data }: MessageEvent<FromThread | Growing>) => {
    if (data.type === "growing") return growing(data.heap);
    if (data.id === lastId) settle?.resolve(data);
  };
  worker.onerror = (event) => {
    event.preventDefault(); // else Deno ends the whole process
    died();
    settle?.reject(error("unavailable", `the worker failed (${event.message})`));
  };
  worker.onmessageerror = () => settle?.reject(error("unavailable", "the worker failed"));
  worker.postMessage({ type: "setup", setup: plan.setup } satisfies ToThread<Setup, Job>);

  return {
    async ask(key, job, bytes) {
      const { promise, resolve, reject } = Promise.withResolvers<FromThread>();
      settle = { resolve, reject };
      const tooLong = () => reject(error("timeout", `it takes over ${plan.deadlineMs} ms`));
      const timer = setTimeout(tooLong, plan.deadlineMs);
      try {
        const stopMs = plan.deadlineMs + LATER_MS;
        const message: ToThread<Setup, Job> = {
          type: "job",
          id: ++lastId,
          key,
          bytes,
          job,
          stopMs,
        };
        // A view of a larger buffer is copied: transferring would take the rest of it along.
        const whole = bytes && bytes.byteLength === bytes.buffer.byteLength;
        worker.postMessage(message, whole ? [bytes.buffer] : []);
        return await promise;
      } finally {
        clearTimeout(timer);
        settle = undefined;
      }
    },
    end(reason) {
      worker.terminate();
      settle?.reject(reason);
    },
  };
}
