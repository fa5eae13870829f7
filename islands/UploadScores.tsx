import { useEffect, useRef, useState } from "preact/hooks";
import { IconCheck, IconUpload, IconWarning } from "../icons/icons.tsx";

interface Row {
  key: number;
  name: string;
  bytes: number;
  /** 0 to 1 while it travels; 1 while the server checks it. */
  progress: number;
  state: "waiting" | "sending" | "added" | "known" | "refused";
  url?: string;
  message?: string;
}

const MAX_BYTES = 50 * 1024 * 1024;
const AT_ONCE = 2;
const BROKEN = "The connection broke off. The file was not added; try again.";

/** Brings files in, each with its own progress and its own word of what became of it. */
export default function UploadScores() {
  const [rows, setRows] = useState<Row[]>([]);
  const [over, setOver] = useState(false);
  const [live, setLive] = useState(false);
  const queue = useRef<{ key: number; file: File }[]>([]);
  const sending = useRef(0);
  const lastKey = useRef(0);

  const update = (key: number, change: Partial<Row>) =>
    setRows((rows) => rows.map((row) => row.key === key ? { ...row, ...change } : row));

  function take(files: Iterable<File>): void {
    const taken = Array.from(files, (file) => ({ key: ++lastKey.current, file }));
    setRows((rows) => [...taken.map(({ key, file }) => newRow(key, file)), ...rows]);
    queue.current.push(...taken.filter(({ file }) => refusal(file) === null));
    next();
  }

  function next(): void {
    while (sending.current < AT_ONCE && queue.current.length > 0) {
      const { key, file } = queue.current.shift()!;
      sending.current++;
      update(key, { state: "sending" });
      send(file, (progress) => update(key, { progress })).then((result) => {
        update(key, result);
        sending.current--;
        next();
      });
    }
  }

  useEffect(() => {
    setLive(true);
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(event.type === "dragover");
    };
    const drop = (event: DragEvent) => {
      drag(event);
      take(event.dataTransfer?.files ?? []);
    };
    addEventListener("dragover", drag);
    addEventListener("dragleave", drag);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", drag);
      removeEventListener("drop", drop);
    };
  }, []);

  const unfinished = rows.some(({ state }) => state === "waiting" || state === "sending");
  useEffect(() => {
    if (!unfinished) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unfinished]);

  const added = rows.filter(({ state }) => state === "added" || state === "known");
  return (
    <div class="mt-8">
      <form
        method="post"
        action="/scores"
        enctype="multipart/form-data"
        class={"border border-dashed rounded-sm px-6 py-12 text-center transition-colors duration-100 " +
          (over ? "border-accent bg-raised" : "border-edge")}
      >
        <IconUpload class="mx-auto text-quiet" />
        <label for="file" class="block font-serif text-xl mt-3">
          {live ? "Drop files anywhere on this page, or choose them" : "Choose files"}
        </label>
        <input
          id="file"
          type="file"
          name="file"
          multiple
          required
          accept="application/pdf,.pdf"
          onChange={(event) => {
            const input = event.currentTarget;
            take(input.files ?? []);
            input.value = "";
          }}
          class="mt-5 max-w-full text-base file:min-h-11 file:px-5 file:mr-4 file:rounded-sm file:border file:border-solid file:border-edge file:bg-paper file:text-ink file:font-medium file:cursor-pointer"
        />
        {!live && (
          <p class="mt-6">
            <button
              type="submit"
              class="inline-flex items-center min-h-11 px-5 rounded-sm bg-accent text-on-accent font-medium cursor-pointer"
            >
              Add to the library
            </button>
          </p>
        )}
      </form>
      <div aria-live="polite">
        {rows.length > 0 && (
          <p class="mt-6 flex flex-wrap items-center gap-x-6 text-quiet">
            {summary(rows, added.length)}
            {!unfinished && added.length > 0 && (
              <a
                href={added.length === 1 ? added[0].url : "/scores"}
                class="inline-flex items-center min-h-11 text-accent underline"
              >
                {added.length === 1 ? "Open the score" : "Open the library"}
              </a>
            )}
          </p>
        )}
      </div>
      <ul class="mt-2">
        {rows.toSorted(byConcern).map((row) => <FileRow key={row.key} row={row} />)}
      </ul>
    </div>
  );
}

/** What was refused first, then what is under way: of 400 files nobody reads those that went well. */
const CONCERN: Row["state"][] = ["refused", "sending", "waiting", "known", "added"];

function byConcern(a: Row, b: Row): number {
  return CONCERN.indexOf(a.state) - CONCERN.indexOf(b.state) || a.key - b.key;
}

function FileRow({ row }: { row: Row }) {
  const { name, state, url, message, progress } = row;
  return (
    <li class="flex gap-3 py-3 border-b border-rule">
      <div class="min-w-0 flex-1">
        <p class="flex gap-3 justify-between">
          {url
            ? <a href={url} class="break-all text-accent underline">{name}</a>
            : <span class="break-all">{name}</span>}
          <span class="shrink-0 text-sm text-quiet tabular-nums">{megabytes(row.bytes)}</span>
        </p>
        {state === "sending" && (
          <progress
            value={progress}
            max={1}
            aria-label={`Sending ${name}`}
            class="block w-full h-1 mt-2 appearance-none accent-accent"
          />
        )}
        <p class={"text-sm " + (state === "refused" ? "text-danger" : "text-quiet")}>
          {message ?? words(row)}
        </p>
      </div>
      {(state === "added" || state === "known") && <IconCheck class="shrink-0 text-success" />}
      {state === "refused" && <IconWarning class="shrink-0 text-danger" />}
    </li>
  );
}

function words({ state, progress }: Row): string {
  if (state === "waiting") return "Waiting";
  if (state === "known") return "You have this score already";
  if (state === "added") return "Added";
  return progress < 1 ? `${Math.floor(progress * 100)} %` : "Looking at it";
}

function summary(rows: Row[], added: number): string {
  const refused = rows.filter(({ state }) => state === "refused").length;
  const parts = [`${added} of ${rows.length} added`];
  if (refused > 0) parts.push(`${refused} not`);
  return parts.join(", ");
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What can be said before a byte has travelled; the server checks all of it again. */
function refusal(file: File): string | null {
  if (file.size === 0) return "The file is empty.";
  if (file.size > MAX_BYTES) return "The file is too large: at most 50 MB.";
  return null;
}

function newRow(key: number, file: File): Row {
  const message = refusal(file);
  const state = message === null ? "waiting" : "refused";
  return {
    key,
    name: file.name,
    bytes: file.size,
    progress: 0,
    state,
    message: message ?? undefined,
  };
}

/** Sends one file. XMLHttpRequest, because `fetch` tells nothing of what has been sent. */
function send(file: File, onProgress: (progress: number) => void): Promise<Partial<Row>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/scores");
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(outcome(request.response));
    request.onerror = () => resolve({ state: "refused", message: BROKEN });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

function outcome(
  answer: {
    scores?: { url: string; duplicate: boolean }[];
    errors?: { message: string }[];
    message?: string;
  } | null,
): Partial<Row> {
  const score = answer?.scores?.[0];
  if (score) return { state: score.duplicate ? "known" : "added", url: score.url, progress: 1 };
  return { state: "refused", message: answer?.errors?.[0]?.message ?? answer?.message ?? BROKEN };
}
