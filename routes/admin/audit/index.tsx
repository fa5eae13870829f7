import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../components/Button.tsx";
import { AuditFilters } from "../../../components/desk/AuditFilters.tsx";
import { AuditRows } from "../../../components/desk/AuditRows.tsx";
import { define, type State } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import type { AuditPage } from "../../../services/audit.ts";
import {
  type AuditQuery,
  minute,
  OUTCOMES,
  queryText,
  readPlace,
  readQuery,
  typedQuery,
} from "../../../services/audit/query.ts";
import { WORDS } from "../../../services/health/words.ts";
import { INTEGRATIONS } from "../../../services/integration/definition.ts";

interface Data extends AuditPage {
  query: AuditQuery;
  error?: string;
}

const TITLES = Object.fromEntries(INTEGRATIONS.map((name) => [name, WORDS[name].title]));
const SERVICES = INTEGRATIONS.map((value) => ({ value, name: WORDS[value].title }));
const OUTCOME_NAMES: Record<string, string> = { ok: "Went well", failed: "Failed in any way" };
const CHOICES = OUTCOMES.map((value) => ({
  value,
  name: OUTCOME_NAMES[value] ?? `Failed: ${value.replaceAll("_", " ")}`,
}));

/** An address that is typed becomes an id here, before it could stand in an address bar. */
async function whoIs(ctx: Context<State>, typed: string): Promise<string | null> {
  if (typed === "") return null;
  const by = signedIn(ctx.state);
  // An id need have no account any more: the audit outlives it.
  return typed.includes("@") ? await ctx.state.services.accounts.find(by, typed) : typed;
}

export const handler = define.handlers({
  async GET(ctx) {
    const query = readQuery(ctx.url.searchParams);
    const found = await ctx.state.services.audit.page(query, readPlace(ctx.url.searchParams));
    return page<Data>({ query, ...found });
  },

  /** Takes what was typed, and goes to the page that shows what fits. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    try {
      const who = await whoIs(ctx, (form.get("who") ?? "").trim());
      const text = queryText(typedQuery(form, who));
      return ctx.redirect(text === "" ? "/admin/audit" : `/admin/audit?${text}`, 303);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      const query = { ...readQuery(form), who: null };
      const none: AuditPage = { rows: [], next: null, lookedBackTo: null };
      return page<Data>({ query, ...none, error: message }, { status });
    }
  },
});

/** The audit, searched. */
export default define.page<typeof handler>(function Audit({ data, url }) {
  const { query, rows, next, lookedBackTo, error } = data;
  return (
    <>
      <Head>
        <title>{`${error ? "Error: " : ""}Audit · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Audit</h1>
      <p class="mt-3 max-w-prose text-quiet">
        Every call to another service, and everything that operators did, for 400 days. People stand
        here by a number alone.
      </p>
      <AuditFilters
        query={query}
        from={minute(query.from)}
        to={minute(query.to)}
        services={SERVICES}
        outcomes={CHOICES}
        error={error}
      />
      {error === undefined && (
        <section aria-labelledby="found" class="mt-10">
          <div class="flex flex-wrap items-center justify-between gap-3">
            <h2 id="found" class="work text-2xl">
              {rows.length === 0 ? "Nothing fits" : "What fits, the newest first"}
            </h2>
            <form method="post" action="/admin/audit/export">
              <input type="hidden" name="query" value={queryText(query)} />
              <Button>Download as CSV</Button>
            </form>
          </div>
          {rows.length > 0 && <AuditRows rows={rows} titles={TITLES} />}
          {lookedBackTo !== null && (
            <p class="mt-4">
              It was looked back to {minute(lookedBackTo).replace("T", " ")} UTC. There may be more.
            </p>
          )}
          <p class="mt-4 flex gap-6">
            {next !== null && (
              <a
                href={`/admin/audit?${queryText(query, next)}`}
                class="inline-flex items-center min-h-11 text-accent underline"
              >
                {lookedBackTo === null ? "Older" : "Look further back"}
              </a>
            )}
            {url.searchParams.has("before") && (
              <a
                href={`/admin/audit?${queryText(query)}`}
                class="inline-flex items-center min-h-11 text-accent underline"
              >
                The newest
              </a>
            )}
          </p>
        </section>
      )}
    </>
  );
});
