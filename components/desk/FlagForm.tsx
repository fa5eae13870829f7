import type { FlagView } from "../../services/desk/flags.ts";
import { Ago } from "../Ago.tsx";
import { Button } from "../Button.tsx";

/** One flag: what it switches, how it stands and since when, and a form that sets it. */
export function FlagForm({ flag, me, now }: {
  flag: FlagView;
  /** The id of whoever looks. */
  me: string;
  now: number;
}) {
  const { name, does, setting, isSet, version, changed } = flag;
  const { on, percent, people } = setting;
  const share = !on || percent === 0 ? "off" : percent >= 100 ? "on" : "some";
  return (
    <section aria-labelledby={name} class="py-7 border-t border-rule scroll-mt-4">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={name} class="font-serif text-2xl wrap-anywhere">{name}</h2>
        <p class={"font-medium " + (share === "on" ? "text-success" : "text-danger")}>
          {{ on: "On", off: "Off", some: `On for ${percent} of 100` }[share]}
          {people.length > 0 && share !== "on" && `, and for ${people.length} by name`}
          {!isSet && <span class="text-quiet font-normal">, as nobody has set it</span>}
        </p>
      </div>
      <p class="text-quiet mt-1 max-w-prose first-letter:uppercase">{does}.</p>
      {changed.changedAt !== undefined && (
        <p class="text-sm text-quiet mt-1 wrap-anywhere">
          Last changed <Ago at={changed.changedAt} now={now} /> by {whoever(changed.changedBy, me)}
        </p>
      )}
      <details class="mt-2">
        <summary class="inline-flex items-center min-h-11 text-accent underline cursor-pointer">
          Change it<span class="sr-only">: {name}</span>
        </summary>
        <form method="post" action="/admin/flags" class="mt-2 grid gap-5 max-w-prose">
          <input type="hidden" name="name" value={name} />
          <input type="hidden" name="seen" value={version} />
          <fieldset>
            <legend class="text-sm font-medium">For whom</legend>
            <Choice name={name} value="on" chosen={share === "on"}>On for everybody</Choice>
            <Choice name={name} value="off" chosen={share === "off"}>
              Off for everybody not named below
            </Choice>
            <div class="flex flex-wrap items-center gap-x-3">
              <Choice name={name} value="some" chosen={share === "some"}>
                On for so many of 100 people:
              </Choice>
              <input
                name="percent"
                inputmode="numeric"
                maxlength={3}
                value={share === "some" ? percent : 10}
                aria-label={`${name}: so many of 100 people`}
                class="w-20 min-h-11 px-3 rounded-sm bg-raised border border-edge"
              />
            </div>
          </fieldset>
          {people.length > 0 && (
            <fieldset>
              <legend class="text-sm font-medium">On in any case for</legend>
              {people.map((id) => (
                <label key={id} class="flex items-center gap-3 min-h-11 cursor-pointer">
                  <input
                    type="checkbox"
                    name="keep"
                    value={id}
                    checked
                    class="size-5 shrink-0 accent-accent"
                  />
                  <span class="wrap-anywhere">{id}</span>
                </label>
              ))}
            </fieldset>
          )}
          <div>
            <label for={`${name}-add`} class="block text-sm font-medium mb-1.5">
              On in any case for these people too
            </label>
            <input
              id={`${name}-add`}
              name="add"
              autocomplete="off"
              aria-describedby={`${name}-help`}
              class="block w-full min-h-11 px-3 rounded-sm bg-raised border border-edge"
            />
            <p id={`${name}-help`} class="text-sm text-quiet mt-1.5">
              Ids or mail addresses, with spaces between them. Of an address only the account’s id
              is kept and shown.
            </p>
          </div>
          <div class="flex flex-wrap gap-3">
            <Button kind="primary" name="act" value="set" describedBy={name}>Set it</Button>
            {isSet && (
              <Button name="act" value="default" describedBy={name}>
                Back to the default: on
              </Button>
            )}
          </div>
        </form>
      </details>
    </section>
  );
}

/** Who changed something: an operator by their id, the terminal, or whoever looks. */
export function whoever(id: string | undefined, me: string): string {
  if (id === me) return "you";
  return id === "terminal" ? "the command line" : id ?? "nobody knows whom";
}

function Choice({ name, value, chosen, children }: {
  name: string;
  value: string;
  chosen: boolean;
  children: string;
}) {
  const id = `${name}-${value}`;
  return (
    <label for={id} class="flex items-center gap-3 min-h-11 cursor-pointer">
      <input
        id={id}
        type="radio"
        name="share"
        value={value}
        checked={chosen}
        class="size-5 shrink-0 accent-accent"
      />
      {children}
    </label>
  );
}
