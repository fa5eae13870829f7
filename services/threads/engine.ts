/**
 * Reading files that anybody may have made, in a worker of its own: under a deadline, in turns
 * that are fair between people, and never again in a worker after anything went wrong in it.
 *
 * @module
 */
import type { ScoreDocument } from "../formats/format.ts";
import { loadDocument } from "../formats/load.ts";
import type { FromThread } from "./protocol.ts";
import { createQueue } from "./queue.ts";
import { MUCH_BYTES, type Room } from "./room.ts";
import { startThread, type Thread, type ThreadPlan } from "./thread.ts";

/** What an engine is made of. */
export interface EnginePlan<Setup> extends ThreadPlan<Setup> {
  /** A worker whose tool holds more memory than this is replaced once its question is answered. */
  readonly recycleBytes: number;
  /** A worker that was asked nothing for so long is ended; without it, none is. */
  readonly idleMs?: number;
  /** Whom it shares its memory with. */
  readonly room?: Room;
  /** A document larger than this takes much memory beside the tool's own. */
  readonly heavyBytes?: number;
}

/** Asks a worker, one question at a time. */
export interface Engine<Job> {
  /** What the worker answers about the document. Rejects with the plan's error and nothing else. */
  perform<Answer>(doc: ScoreDocument, job: Job): Promise<Answer>;
  /** The same, and what is made of the answer before anybody else has their turn. */
  perform<Answer, T>(
    doc: ScoreDocument,
    job: Job,
    last: (answer: Answer) => T | Promise<T>,
  ): Promise<T>;
  /** Ends the worker; questions under way fail as `unavailable`. A later one starts a new worker. */
  close(): void;
}

/** Makes an engine. Nothing starts before the first question. */
export function createEngine<Setup, Job>(plan: EnginePlan<Setup>): Engine<Job> {
  const queue = createQueue();
  let thread: Thread<Job> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  /** Others need its memory. */
  let leaving = false;
  const unavailable = (message: string) => plan.error("unavailable", message);

  function retire(): void {
    clearTimeout(idle);
    thread?.end(unavailable(`Cannot read ${plan.what}: the engine was closed`));
    thread = undefined;
  }

  const makeRoom = plan.room?.join(() => {
    if (asking) leaving = true;
    else retire();
  });

  function rest(): void {
    if (plan.idleMs === undefined || thread === undefined) return;
    idle = setTimeout(retire, plan.idleMs);
    Deno.unrefTimer(idle);
  }

  /** One exchange with the worker; whatever is not a plain answer costs the worker its life. */
  async function ask(key: string, job: Job, bytes?: Uint8Array): Promise<FromThread> {
    clearTimeout(idle);
    if (bytes && bytes.length > (plan.heavyBytes ?? Infinity)) makeRoom?.();
    const asked: Thread<Job> = thread ??= startThread<Setup, Job>(plan, () => {
      if (thread === asked) thread = undefined;
    }, (heap) => {
      if (heap > MUCH_BYTES) makeRoom?.();
    });
    asking = true;
    try {
      const answer = await asked.ask(key, job, bytes);
      const broken = answer.type === "failed" && answer.broken;
      if (thread === asked && (broken || leaving || answer.heap > plan.recycleBytes)) retire();
      return answer;
    } catch (error) {
      if (thread === asked) retire();
      throw error;
    } finally {
      [asking, leaving] = [false, false];
    }
  }

  /** Loading holds the queue, so that only one document is on its way into memory at a time. */
  const load = (doc: ScoreDocument) => loadDocument(doc, plan.what, unavailable);

  async function answerTo(doc: ScoreDocument, job: Job): Promise<unknown> {
    let answer = await ask(doc.key, job);
    if (answer.type === "need") answer = await ask(doc.key, job, await load(doc));
    if (answer.type === "done") return answer.value;
    if (answer.type === "failed") throw plan.error(answer.code, answer.message);
    throw unavailable(`Cannot read ${plan.what}: the worker lost it`);
  }

  return {
    perform<Answer, T>(
      doc: ScoreDocument,
      job: Job,
      last: (answer: Answer) => T | Promise<T> = (answer) => answer as unknown as T,
    ): Promise<T> {
      return queue.run(doc.owner ?? "", async () => {
        const answer = await answerTo(doc, job).finally(rest);
        return await last(answer as Answer);
      });
    },
    close: retire,
  };
}
