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
  /** What may help a file that was refused: sending it once more, or signing in. */
  way?: "again" | "signin";
}

const AT_ONCE = 2;
const BROKEN = "The connection broke off, and the file was not added.";

/** Brings files in, each with its own progress and its own word of what became of it. */
export default function UploadScores({ maxBytes, accept }: { maxBytes: number; accept: string }) {
  const [rows, setRows] = useState<Row[]>([]);
  const [over, setOver] = useState(false);
  const [live, setLive] = useState(false);
  const files = useRef(new Map<number, File>());
  const queue = useRef<number[]>([]);
  const sending = useRef(0);
  const lastKey = useRef(0);

  const update = (key: number, change: Partial<Row>) =>
    setRows((rows) => rows.map((row) => row.key === key ? { ...row, ...change } : row));

  function take(chosen: Iterable<File>): void {
    const taken = Array.from(chosen, (file) => newRow(++lastKey.current, file, maxBytes));
    for (const [n, file] of [...chosen].entries()) files.current.set(taken[n].key, file);
    setRows((rows) => [...taken, ...rows]);
    enqueue(taken.filter(({ state }) => state === "waiting").map(({ key }) => key));
  }

  function enqueue(keys: number[]): void {
    queue.current.push(...keys);
    next();
  }

  function again(key: number): void {
    update(key, { state: "waiting", progress: 0, message: undefined, way: undefined });
    enqueue([key]);
  }

  function next(): void {
    while (sending.current < AT_ONCE && queue.current.length > 0) {
      const key = queue.current.shift()!;
      sending.current++;
      update(key, { state: "sending" });
      send(files.current.get(key)!, (progress) => update(key, { progress })).then((result) => {
        update(key, result);
        if (result.way !== "again") files.current.delete(key);
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

  const there = rows.filter(({ url }) => url !== undefined);
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
        <p class="font-serif text-xl mt-3" aria-hidden={live ? undefined : "true"}>
          {live ? "Drop files anywhere on this page" : "Choose files"}
        </p>
        <input
          id="file"
          aria-label="Choose files"
          type="file"
          name="file"
          multiple
          required
          accept={accept}
          onChange={(event) => {
            const input = event.currentTarget;
            take(input.files ?? []);
            input.value = "";
          }}
          class={live
            ? "sr-only peer"
            : "mt-5 max-w-full text-base file:min-h-11 file:px-5 file:mr-4 file:rounded-sm file:border file:border-solid file:border-edge file:bg-paper file:text-ink file:font-medium file:cursor-pointer"}
        />
        {live && (
          <label
            for="file"
            class="inline-flex items-center min-h-11 px-5 mt-5 rounded-sm border border-edge bg-paper font-medium cursor-pointer hover:text-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-3"
          >
            Choose files
          </label>
        )}
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
            {summary(rows)}
            {!unfinished && there.length > 0 && (
              <a
                href={there.length === 1 ? there[0].url : "/scores"}
                class="inline-flex items-center min-h-11 text-accent underline"
              >
                {there.length === 1 ? "Open the score" : "Open the library"}
              </a>
            )}
          </p>
        )}
      </div>
      <ul class="mt-2">
        {rows.toSorted(byConcern).map((row) => <FileRow key={row.key} row={row} onAgain={again} />)}
      </ul>
    </div>
  );
}

/** What was refused first, then what is under way: of 400 files nobody reads those that went well. */
const CONCERN: Row["state"][] = ["refused", "sending", "waiting", "known", "added"];

function byConcern(a: Row, b: Row): number {
  return CONCERN.indexOf(a.state) - CONCERN.indexOf(b.state) || a.key - b.key;
}

function FileRow({ row, onAgain }: { row: Row; onAgain: (key: number) => void }) {
  const { name, state, url, message, progress, way } = row;
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
            class="travel block w-full mt-2"
          />
        )}
        <p class={"text-sm " + (state === "refused" ? "text-danger" : "text-quiet")}>
          {message ?? words(row)}
        </p>
        {way === "again" && (
          <button
            type="button"
            onClick={() => onAgain(row.key)}
            class="min-h-11 text-accent underline cursor-pointer"
          >
            Try again
          </button>
        )}
        {way === "signin" && (
          <a
            href="/signin?returnTo=/scores/new"
            class="inline-flex items-center min-h-11 text-accent underline"
          >
            Sign in
          </a>
        )}
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

function summary(rows: Row[]): string {
  const count = (wanted: Row["state"]) => rows.filter(({ state }) => state === wanted).length;
  const parts = [`${count("added")} of ${rows.length} added`];
  if (count("known") > 0) parts.push(`${count("known")} you had already`);
  if (count("refused") > 0) parts.push(`${count("refused")} not`);
  return parts.join(", ");
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What can be said before a byte has travelled; the server checks all of it again. */
function refusal(file: File, maxBytes: number): string | null {
  if (file.size === 0) return "The file is empty.";
  if (file.size > maxBytes) return `The file is too large: at most ${maxBytes / 1024 ** 2} MB.`;
  return null;
}

function newRow(key: number, file: File, maxBytes: number): Row {
  const message = refusal(file, maxBytes);
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
    request.onerror = () => resolve({ state: "refused", message: BROKEN, way: "again" });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/** What may pass: no answer that we know, or one that says so. */
const AGAIN: unknown[] = [undefined, "upload_broken", "engine_unavailable", "unexpected"];

function outcome(
  answer: {
    scores?: { url: string; duplicate: boolean }[];
    errors?: { code: string; message: string }[];
    code?: string;
    message?: string;
  } | null,
): Partial<Row> {
  const score = answer?.scores?.[0];
  if (score) return { state: score.duplicate ? "known" : "added", url: score.url, progress: 1 };
  const { code, message } = answer?.errors?.[0] ?? answer ?? {};
  const way = code === "signed_out" ? "signin" : AGAIN.includes(code) ? "again" : undefined;
  return { state: "refused", message: message ?? BROKEN, way };
}
