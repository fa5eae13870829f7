import type { AnswerPath } from "../store/answers.ts";
import type { Store } from "../store/store.ts";
import { logError } from "./log.ts";

/**
 * Keeps an answer that was paid for, for whoever has the same content. Where that fails it is logged, and the answer is good all the
 * same: thrown away, it would be paid for again.
 */
export async function keepAnswer(
  answers: Pick<Store["answers"], "put">,
  path: AnswerPath,
  userId: string,
  value: unknown,
  now: number,
  keptMs: number,
): Promise<void> {
  try {
    await answers.put(path, userId, value, now, keptMs);
  } catch (error) {
    logError("answer_not_kept", error, { asked: String(path[0]) });
  }
}
