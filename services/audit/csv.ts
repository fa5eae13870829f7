/**
 * The audit as comma-separated values (RFC 4180), a line at a time.
 *
 * @module
 */
import type { AuditRow } from "../audit.ts";

const COLUMNS = [
  "time",
  "kind",
  "person",
  "service",
  "operation",
  "outcome",
  "ms",
  "attempts",
  "tokens",
  "bytes",
  "operator",
  "deed",
  "to",
  "more",
] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

/** About how much of it is made ahead of whoever takes it. */
const CHUNK_CHARACTERS = 16 * 1024;

function cells({ kind, of }: AuditRow): Cells {
  const time = new Date(of.at).toISOString();
  if (kind === "deed") {
    const { subject, by, what, to, more } = of;
    return { time, kind, person: subject, operator: by, deed: what, to, more };
  }
  const { subject, integration, ...rest } = of;
  return { ...rest, time, kind, person: subject, service: integration };
}

/**
 * One cell. A spreadsheet takes what begins with = + - @, a tab or a return for a formula, and
 * runs it: such a one gets an apostrophe (OWASP, CSV injection).
 */
export function cell(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (values: readonly (string | number | null | undefined)[]) =>
  `${values.map(cell).join(",")}\r\n`;

/** The rows as bytes, made as they are taken; who takes no more ends it. */
export function auditCsv(rows: AsyncGenerator<AuditRow>): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let head = line(COLUMNS);
  return new ReadableStream({
    async pull(controller) {
      let chunk = head;
      head = "";
      while (chunk.length < CHUNK_CHARACTERS) {
        const { value, done } = await rows.next();
        if (done) {
          if (chunk !== "") controller.enqueue(text.encode(chunk));
          return controller.close();
        }
        const of = cells(value);
        chunk += line(COLUMNS.map((name) => of[name]));
      }
      controller.enqueue(text.encode(chunk));
    },
    async cancel() {
      await rows.return(undefined);
    },
  }, { highWaterMark: 0 });
}
