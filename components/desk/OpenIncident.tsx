import type { Opening } from "../../services/incidents/desk.ts";
import type { Severity } from "../../store/incidents.ts";
import { Button } from "../Button.tsx";
import { shown } from "../IncidentStory.tsx";
import { field } from "../library/lettering.ts";
import { Notice } from "../Notice.tsx";
import { TextField } from "../TextField.tsx";
import type { Choice } from "./AuditFilters.tsx";
import { Sure, Tick } from "./Tick.tsx";

const SEVERITIES: readonly Severity[] = ["major", "minor", "notice"];

/** What the watch does not see, a person opens. */
export function OpenIncident({ typed, abouts, error, address }: {
  typed: Omit<Opening, "sure">;
  abouts: readonly Choice[];
  error?: string;
  /** Whether the error is that an address would be public. */
  address: boolean;
}) {
  return (
    <section aria-labelledby="open" class="mt-12 border-t border-rule pt-6">
      <h2 id="open" class="work text-2xl">Open one by hand</h2>
      <p class="mt-1 text-quiet">For what the watch cannot see. Operators are told by mail.</p>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <form method="post" action="/admin/incidents" class="mt-4 grid gap-4 max-w-xl" novalidate>
        <TextField name="title" label="What is wrong, in a line" value={typed.title} required />
        <div>
          <label for="about" class="block text-sm font-medium mb-1.5">What it is about</label>
          <select id="about" name="about" class={field}>
            {abouts.map((one) => (
              <option key={one.value} value={one.value} selected={one.value === typed.about}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <fieldset>
          <legend class="text-sm font-medium">How bad it is</legend>
          {SEVERITIES.map((one) => (
            <Tick
              key={one}
              type="radio"
              name="severity"
              value={one}
              checked={one === typed.severity}
            >
              {shown(one, true)}
            </Tick>
          ))}
        </fieldset>
        <Tick name="shown" value="yes" checked={typed.shown}>
          Tell everybody, on the status page
        </Tick>
        {address && <Sure />}
        <p>
          <Button kind="primary">Open the incident</Button>
        </p>
      </form>
    </section>
  );
}
