import type { AuditRow } from "../../services/audit.ts";

const MOMENT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});

/** What was asked of whom, and what operators did; the newest first. */
export function AuditRows({ rows, titles }: {
  rows: readonly AuditRow[];
  /** What the services are called. */
  titles: Readonly<Record<string, string>>;
}) {
  return (
    <ol class="mt-4 border-t border-rule">
      {rows.map((row) => (
        <li
          key={row.of.id}
          class="py-2.5 border-b border-rule sm:grid sm:grid-cols-[12rem_1fr_1fr] gap-x-4"
        >
          <time
            datetime={new Date(row.of.at).toISOString()}
            class="block text-sm text-quiet tabular-nums sm:pt-0.5"
          >
            {MOMENT.format(row.of.at)}
          </time>
          {row.kind === "call" ? <Call of={row.of} titles={titles} /> : <Done of={row.of} />}
        </li>
      ))}
    </ol>
  );
}

function Call({ of, titles }: {
  of: Extract<AuditRow, { kind: "call" }>["of"];
  titles: Readonly<Record<string, string>>;
}) {
  const { integration, operation, outcome, subject, ms, bytes } = of;
  return (
    <>
      <p class="min-w-0 wrap-anywhere">
        {titles[integration] ?? integration}: {operation}
        <span class={`block text-sm ${outcome === "ok" ? "text-quiet" : "text-danger"}`}>
          {outcome === "ok" ? "went well" : `failed: ${outcome.replaceAll("_", " ")}`},{" "}
          {ms.toLocaleString("en")} ms
          {bytes > 0 && `, ${bytes.toLocaleString("en")} bytes sent`}
        </span>
      </p>
      <p class="min-w-0 text-sm">{subject === null ? "about nobody" : <Person id={subject} />}</p>
    </>
  );
}

function Done({ of }: { of: Extract<AuditRow, { kind: "deed" }>["of"] }) {
  const { what, to, by, subject, more } = of;
  return (
    <>
      <p class="min-w-0 wrap-anywhere">
        <strong class="font-medium">{inWords(what)}</strong>
        {to !== subject && (
          <>
            : {isAboutIncident(what)
              ? (
                <a href={`/admin/incidents/${to}`} class="text-accent underline">
                  {to}
                </a>
              )
              : to}
          </>
        )}
        {more !== undefined && more !== "" && <span class="block text-sm text-quiet">{more}</span>}
      </p>
      <p class="min-w-0 text-sm">
        operator <Person id={by} />
        {subject !== null && (
          <>
            <br />about <Person id={subject} />
          </>
        )}
      </p>
    </>
  );
}

/** "account-disabled" as "Account disabled". */
const inWords = (what: string) => what.charAt(0).toUpperCase() + what.slice(1).replaceAll("-", " ");

const isAboutIncident = (what: string) => /^(incident|note|review)-/.test(what);

function Person({ id }: { id: string }) {
  return (
    <a href={`/admin/audit?who=${id}`} class="font-mono text-accent underline wrap-anywhere">
      {id}
    </a>
  );
}
