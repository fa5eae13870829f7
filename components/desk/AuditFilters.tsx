import type { AuditQuery } from "../../services/audit/query.ts";
import { Button } from "../Button.tsx";
import { field } from "../library/lettering.ts";
import { TextField } from "../TextField.tsx";

/** One of a few things that can be looked for. */
export interface Choice {
  readonly value: string;
  readonly name: string;
}

/** What is looked for in the audit. */
export function AuditFilters({ query, from, to, services, outcomes, error }: {
  query: AuditQuery;
  /** As a field for moments has it. */
  from: string;
  to: string;
  services: readonly Choice[];
  outcomes: readonly Choice[];
  error?: string;
}) {
  return (
    <form method="post" action="/admin/audit" class="mt-6 grid gap-4 sm:grid-cols-3" novalidate>
      <div class="sm:col-span-3 max-w-md">
        <TextField name="who" label="Person: id or e-mail address" value={query.who ?? ""}>
          {error === undefined ? "An address is looked up, noted, and not shown back." : undefined}
        </TextField>
        {error !== undefined && <p role="alert" class="mt-1.5 text-sm text-danger">{error}</p>}
      </div>
      <Select name="service" label="Service" any="Any" choices={services} value={query.service} />
      <Select name="outcome" label="Outcome" any="Any" choices={outcomes} value={query.outcome} />
      <Select name="kind" label="What" any="Calls and deeds" choices={KINDS} value={query.kind} />
      <Moment name="from" label="From (UTC)" value={from} />
      <Moment name="to" label="Before (UTC)" value={to} />
      <p class="flex items-end gap-3">
        <Button kind="primary">Search</Button>
        <a href="/admin/audit" class="inline-flex items-center min-h-11 px-2 text-accent underline">
          All
        </a>
      </p>
    </form>
  );
}

const KINDS: readonly Choice[] = [
  { value: "call", name: "Calls to services" },
  { value: "deed", name: "What operators did" },
];

function Select({ name, label, any, choices, value }: {
  name: string;
  label: string;
  any: string;
  choices: readonly Choice[];
  value: string | null;
}) {
  return (
    <div>
      <label for={name} class="block text-sm font-medium mb-1.5">{label}</label>
      <select id={name} name={name} class={`${field} w-full`}>
        <option value="">{any}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Moment({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div>
      <label for={name} class="block text-sm font-medium mb-1.5">{label}</label>
      <input id={name} name={name} type="datetime-local" value={value} class={`${field} w-full`} />
    </div>
  );
}
