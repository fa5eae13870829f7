import type { FormatErrorCode } from "../formats/error.ts";

/** Engine to thread. The first message sets the thread up. */
export type ToThread<Setup, Job> =
  | { type: "setup"; setup: Setup }
  | ThreadJob<Job>;

/** One piece of work. */
export interface ThreadJob<Job> {
  type: "job";
  id: number;
  /** Of the document; its bytes come along where the thread said that it needs them. */
  key: string;
  bytes?: Uint8Array;
  job: Job;
  /** By then nobody waits for the answer any more: what goes on has to stop. */
  stopMs: number;
}

/** Thread to engine, while it works: its tool's memory is about to be so large. */
export interface Growing {
  type: "growing";
  heap: number;
}

/** Thread to engine: its answer. `heap` is how much memory the thread's tool holds, in bytes. */
export type FromThread =
  | { type: "done"; id: number; value: unknown; heap: number }
  /** The thread does not hold this document: send it. */
  | { type: "need"; id: number; heap: number }
  | {
    type: "failed";
    id: number;
    code: FormatErrorCode;
    message: string;
    heap: number;
    /** The tool's state is unknown (a trap, no memory): the thread has to go. */
    broken: boolean;
  };
