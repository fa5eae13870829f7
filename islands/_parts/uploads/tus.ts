/**
 * Sends a file by the tus protocol 1.0.0, and goes on where it stopped when the connection breaks.
 *
 * @module
 */

/** What became of a file. */
export interface Outcome {
  state: "added" | "known" | "refused";
  url?: string;
  message?: string;
  /** What may help a file that was refused: sending it once more, or signing in. */
  way?: "again" | "signin";
}

/** What is told on the way. */
interface Told {
  /** Where the upload is. */
  at: (url: string) => void;
  /** How much of the file is there. */
  sent: (bytes: number) => void;
  /** Whether it waits for the connection. */
  broken: (is: boolean) => void;
}

const HEADERS = { "tus-resumable": "1.0.0", accept: "application/json" };
/** A connection that carries nothing for so long is broken, whatever the browser thinks of it. */
const STALLED_MS = 30_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Where the server answers, and cannot go on: so often it is asked again. */
const TRIES = 5;
/** With these nothing is wrong with the file. */
const PASSING = ["upload_broken", "engine_unavailable", "quota_full", "uploads_too_many"];

/** The browser tells a file by this when it is chosen again. */
export function fingerprint({ name, size, lastModified }: File): string {
  return `${size} ${lastModified} ${name}`.slice(0, 400);
}

/** Takes an upload away. */
export function forget(url: string): void {
  fetch(url, { method: "DELETE", headers: HEADERS, keepalive: true }).catch(() => {});
}

/**
 * Sends all of a file that is not there yet.
 *
 * @param url of the upload, where it was begun before
 * @param signal ends it; what has come stays
 */
export async function send(
  file: File,
  url: string | undefined,
  signal: AbortSignal,
  told: Told,
): Promise<Outcome> {
  let offset: number | null = null;
  for (let tries = 0, wait = FIRST_WAIT_MS; !signal.aborted;) {
    const answer: Answer = await (url === undefined
      ? begin(file)
      : offset === null
      ? ask(url, signal)
      : add(url, offset, file, signal, told.sent));
    const { status, header } = answer;
    told.broken(status === 0);
    if (status === 201) {
      told.at(url = header("location")!);
      offset = 0;
    } else if (status === 204 || status === 200) {
      const score = header("content-location");
      if (score) {
        return { state: header("upload-duplicate") === "true" ? "known" : "added", url: score };
      }
      const now = Number(header("upload-offset"));
      if (now > (offset ?? -1)) {
        [tries, wait] = [0, FIRST_WAIT_MS];
      }
      told.sent(offset = now);
    } else if (status === 404 && url !== undefined && tries++ < 2) {
      url = undefined; // It was there too long; it begins anew.
    } else if (
      status === 0 || ((status === 409 || status >= 500 && status !== 507) && tries++ < TRIES)
    ) {
      offset = null;
      await pause(wait, signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    } else return refused(status, await answer.body());
  }
  return { state: "refused" };
}

interface Answer {
  /** 0: none came. */
  status: number;
  header: (name: string) => string | null;
  body: () => Promise<{ code?: string; message?: string } | null>;
}

async function ask(
  url: string,
  signal: AbortSignal | undefined,
  init: RequestInit = { method: "HEAD" },
): Promise<Answer> {
  try {
    const headers = { ...HEADERS, ...init.headers };
    const response = await fetch(url, { ...init, headers, signal });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: () => response.json().catch(() => null),
    };
  } catch {
    return { status: 0, header: () => null, body: () => Promise.resolve(null) };
  }
}

/** Not to be broken off: it would not be known where the upload is that was begun. */
function begin(file: File): Promise<Answer> {
  const metadata = Object.entries({ filename: file.name, fingerprint: fingerprint(file) })
    .map(([name, value]) => `${name} ${base64(value)}`);
  return ask("/uploads", undefined, {
    method: "POST",
    headers: { "upload-length": String(file.size), "upload-metadata": metadata.join() },
  });
}

/** By XMLHttpRequest, because `fetch` tells nothing of what has been sent. */
function add(
  url: string,
  offset: number,
  file: File,
  signal: AbortSignal,
  sent: (bytes: number) => void,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let stalled = setTimeout(stop, STALLED_MS);
    request.open("PATCH", url);
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.setRequestHeader("upload-offset", String(offset));
    request.setRequestHeader("content-type", "application/offset+octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => {
      sent(offset + loaded);
      clearTimeout(stalled);
      stalled = setTimeout(stop, STALLED_MS);
    };
    // Then it is looked at, which may take its time.
    request.upload.onload = () => clearTimeout(stalled);
    request.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", stop);
      removeEventListener("offline", stop);
      resolve({
        status: request.status,
        header: (name) => request.getResponseHeader(name),
        body: () => Promise.resolve(request.response),
      });
    };
    signal.addEventListener("abort", stop);
    // What is under way over a network that has gone may hang for minutes.
    addEventListener("offline", stop);
    request.send(file.slice(offset));
  });
}

/** Until then, or until there is a network again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

function refused(
  status: number,
  answer: { code?: string; message?: string } | null,
): Outcome {
  const { code, message = "Something broke on our side. The file was not added." } = answer ?? {};
  const again = code === undefined || PASSING.includes(code) || status >= 500;
  return {
    state: "refused",
    message,
    way: status === 401 ? "signin" : again ? "again" : undefined,
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
