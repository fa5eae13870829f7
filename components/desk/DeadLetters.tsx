import type { QueueView } from "../../services/queue.ts";
import { Ago } from "../Ago.tsx";
import { Button } from "../Button.tsx";
import { counted } from "./numbers.ts";

/** What was given up: why, when, what that means for whoever waited, and what can be done. */
export function DeadLetters({ dead, count, kind, now }: {
  dead: QueueView["dead"];
  count: number;
  kind: string | null;
  now: number;
}) {
  const some = dead.some(({ canBeTriedAgain }) => canBeTriedAgain);
  return (
    <section aria-labelledby="given-up" class="mt-14 pt-8 border-t border-rule">
      <h2 id="given-up" class="font-serif text-2xl">Given up</h2>
      <p class="text-quiet mt-1 max-w-prose">
        {count === 0
          ? "Nothing in the last thirty days."
          : `${counted(count, "job")} in the last thirty days${
            count > dead.length ? `; the newest ${dead.length} are here` : ""
          }. What a letter said is not kept.`}
      </p>
      {dead.length > 0 && (
        <form method="post" action="/admin/queue" class="mt-4">
          {kind !== null && <input type="hidden" name="kind" value={kind} />}
          <ul class="border-t border-rule">
            {dead.map((one) => <Row key={one.id} one={one} now={now} />)}
          </ul>
          {some && (
            <div class="mt-4">
              <Button name="act" value="again" describedBy="given-up">Try again</Button>
            </div>
          )}
        </form>
      )}
    </section>
  );
}

function Row({ one, now }: { one: QueueView["dead"][number]; now: number }) {
  const { id, title, subject, why, lastError, at, givenUp, canBeTriedAgain } = one;
  const words = (
    <span class="min-w-0 grid gap-0.5">
      <span>
        <strong class="font-medium">{title}</strong>, given up <Ago at={at} now={now} />. {why}
      </span>
      {lastError !== "" && (
        <span class="text-sm text-quiet wrap-anywhere">Last word: {lastError}</span>
      )}
      <span class="max-w-prose">{givenUp}</span>
      {subject !== null && <span class="text-sm text-quiet wrap-anywhere">For {subject}</span>}
    </span>
  );
  return (
    <li class="border-b border-rule">
      {canBeTriedAgain
        ? (
          <label class="flex gap-3 py-3 cursor-pointer">
            <input
              type="checkbox"
              name="id"
              value={id}
              class="size-5 mt-0.5 shrink-0 accent-accent"
            />
            {words}
          </label>
        )
        : <p class="py-3 pl-8">{words}</p>}
    </li>
  );
}
