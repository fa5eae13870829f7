import { IconCheck, IconWarning } from "../../../icons/icons.tsx";
import { sizeInWords } from "../size.ts";
import type { Row, useUploads } from "./use_uploads.ts";

type Uploads = ReturnType<typeof useUploads>;

const act = "inline-flex items-center min-h-11 text-accent underline cursor-pointer";

/** What has become of the files so far, in a sentence and each by itself. */
export function Rows({ uploads }: { uploads: Uploads }) {
  const { rows, active, passedOver, again, cancel } = uploads;
  const there = rows.filter(({ url }) => url !== undefined);
  return (
    <>
      <div aria-live="polite">
        {rows.length + passedOver > 0 && (
          <p class="mt-6 flex flex-wrap items-center gap-x-6 text-quiet">
            {summary(rows, passedOver)}
            {!active && there.length > 0 && (
              <a href={there.length === 1 ? there[0].url : "/scores"} class={act}>
                {there.length === 1 ? "Open the score" : "Open the library"}
              </a>
            )}
          </p>
        )}
      </div>
      <ul class="mt-2">
        {rows.toSorted(byConcern).map((row) => (
          <FileRow key={row.key} row={row} onAgain={again} onCancel={cancel} />
        ))}
      </ul>
    </>
  );
}

/** What was refused first, then what is under way: of 400 files nobody reads those that went well. */
const CONCERN: Row["state"][] = ["refused", "broken", "sending", "waiting", "known", "added"];

function byConcern(a: Row, b: Row): number {
  return CONCERN.indexOf(a.state) - CONCERN.indexOf(b.state) || a.key - b.key;
}

function FileRow({ row, onAgain, onCancel }: {
  row: Row;
  onAgain: (key: number) => void;
  onCancel: (key: number) => void;
}) {
  const { key, name, bytes, sent, state, url, message, way } = row;
  const moving = state === "sending" || state === "broken";
  return (
    <li class="flex gap-3 py-3 border-b border-rule">
      <div class="min-w-0 flex-1">
        <p class="flex gap-3 justify-between">
          {url
            ? <a href={url} class="break-all text-accent underline">{name}</a>
            : <span class="break-all">{name}</span>}
          <span class="shrink-0 text-sm text-quiet tabular-nums">{sizeInWords(bytes)}</span>
        </p>
        {moving && (
          <progress
            value={sent}
            max={bytes}
            aria-label={`Sending ${name}`}
            class="travel block w-full mt-2"
          />
        )}
        <p class={"text-sm tabular-nums " + (state === "refused" ? "text-danger" : "text-quiet")}>
          {message ?? words(row)}
        </p>
        {way === "again" && (
          <button type="button" onClick={() => onAgain(key)} class={act}>Try again</button>
        )}
        {way === "signin" && <a href="/signin?returnTo=/scores/new" class={act}>Sign in</a>}
      </div>
      {(moving || state === "waiting") && (
        <button
          type="button"
          onClick={() => onCancel(key)}
          aria-label={`Cancel ${name}`}
          class={act + " shrink-0 text-sm self-center"}
        >
          Cancel
        </button>
      )}
      {(state === "added" || state === "known") && <IconCheck class="shrink-0 text-success" />}
      {state === "refused" && <IconWarning class="shrink-0 text-danger" />}
    </li>
  );
}

function words({ state, sent, bytes, speed }: Row): string {
  if (state === "waiting") return "Waiting";
  if (state === "known") return "You have this score already";
  if (state === "added") return "Added";
  if (state === "broken") return "No connection. It goes on where it stopped, by itself.";
  if (sent >= bytes) return "Looking at it";
  const fast = speed > 0 ? `, ${sizeInWords(speed)} a second` : "";
  return `${Math.floor(sent / bytes * 100)} %${fast}`;
}

function summary(rows: Row[], passedOver: number): string {
  const count = (wanted: Row["state"]) => rows.filter(({ state }) => state === wanted).length;
  const parts = [`${count("added")} of ${rows.length} added`];
  if (count("known") > 0) parts.push(`${count("known")} you had already`);
  if (count("refused") > 0) parts.push(`${count("refused")} not`);
  if (passedOver > 0) parts.push(`${passedOver} in folders passed over`);
  return parts.join(", ");
}

/** What was begun before and is offered again. */
export function Left({ uploads: { left, forget } }: { uploads: Uploads }) {
  if (left.length === 0) return null;
  return (
    <section aria-labelledby="left" class="mt-8 border-l-2 border-accent pl-4">
      <h2 id="left" class="font-medium">
        {left.length === 1 ? "One file was not finished" : `${left.length} files were not finished`}
      </h2>
      <p class="text-quiet">
        {left.length === 1
          ? "Choose it again, and it goes on where it stopped."
          : "Choose them again, and they go on where they stopped."} What is here of{" "}
        {left.length === 1 ? "it" : "them"} is kept for a day.
      </p>
      <ul class="mt-2">
        {left.map(({ id, name, bytes, offset }) => (
          <li key={id} class="flex items-center justify-between gap-x-4">
            <span class="min-w-0 break-all">
              {name}{" "}
              <span class="text-sm text-quiet tabular-nums whitespace-nowrap">
                {sizeInWords(offset)} of {sizeInWords(bytes)}
              </span>
            </span>
            <button
              type="button"
              onClick={() =>
                forget(id)}
              aria-label={`Forget ${name}`}
              class={act + " shrink-0 text-sm"}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
