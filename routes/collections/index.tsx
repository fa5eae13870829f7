import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { CollectionCard } from "../../components/collections/CollectionCard.tsx";
import { NameForm } from "../../components/collections/NameForm.tsx";
import { small } from "../../components/library/lettering.ts";
import { Notice } from "../../components/Notice.tsx";
import { define, type State } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { CollectionSummary } from "../../services/collections/collections.ts";

interface Brief {
  id: string;
  name: string;
}

interface Data {
  lists: CollectionSummary[];
  deleted: Brief[];
  /** The one that was deleted just before. */
  justDeleted: Brief | null;
  name?: string;
  error?: string;
}

async function overview(ctx: Context<State>): Promise<Data> {
  const { user } = signedIn(ctx.state);
  const { collections } = ctx.state.services;
  const [lists, deleted] = await Promise.all([
    collections.list(user.id),
    collections.deleted(user.id),
  ]);
  const just = ctx.url.searchParams.get("deleted");
  return { lists, deleted, justDeleted: deleted.find(({ id }) => id === just) ?? null };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await overview(ctx));
  },

  /** Makes a list (`name`, `kind`), or brings a deleted one back (`restore`). */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { collections } = ctx.state.services;
    const form = await readForm(ctx.req);
    const id = form.get("restore");
    if (id !== null) {
      await collections.restore(user.id, id);
      return ctx.redirect(`/collections/${id}`, 303);
    }
    const name = form.get("name") ?? "";
    const kind = form.get("kind") === "setlist" ? "setlist" : "collection";
    try {
      return ctx.redirect(`/collections/${await collections.create(user.id, name, kind)}`, 303);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await overview(ctx), name, error: message }, { status });
    }
  },
});

/** All collections and setlists. */
export default define.page<typeof handler>(function CollectionsPage({ data }) {
  const { lists, deleted, justDeleted, name, error } = data;
  return (
    <div class="pt-8 sm:pt-10">
      <Head>
        <title>{`${error ? "Error: " : ""}Collections · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Collections</h1>
      <p class="mt-1">
        <a href="/scores" class="text-accent underline inline-flex items-center min-h-11">
          Back to the library
        </a>
      </p>
      {justDeleted !== null && (
        <Notice kind="success">
          <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p class="wrap-anywhere">
              {`“${justDeleted.name}” is deleted. Its scores are all still in the library.`}
            </p>
            <Restore id={justDeleted.id} label="Undo" />
          </div>
        </Notice>
      )}
      {lists.length === 0
        ? (
          <p class="prose-serif mt-4">
            There are none yet. A collection holds scores that belong together: students, a wedding,
            duets. A setlist is an order to play in, and a score may come twice.
          </p>
        )
        : (
          <ul class="grid grid-cols-1 sm:grid-cols-2 lg:grid-cols-3 gap-x-10 gap-y-10 mt-5">
            {lists.map((list) => <CollectionCard key={list.id} list={list} />)}
          </ul>
        )}
      <section
        aria-labelledby="begin"
        class="no-print mt-12 border-t border-rule pt-6 grid gap-3 max-w-xl"
      >
        <h2 id="begin" class="work text-2xl">Begin one</h2>
        <NameForm
          id="name"
          action="/collections"
          act="create"
          label="Name"
          value={name}
          button="Begin"
          error={error}
        >
          <fieldset class="grid">
            <legend class="sr-only">What it is</legend>
            <Kind value="collection" chosen>A collection: each score once</Kind>
            <Kind value="setlist">A setlist: to play in order; a score may come twice</Kind>
          </fieldset>
        </NameForm>
      </section>
      {deleted.length > 0 && (
        <details class="no-print mt-8 group/gone">
          <summary class="inline-flex items-center min-h-11 cursor-pointer text-quiet hover:text-accent">
            Deleted in the last 30 days
          </summary>
          <ul class="max-w-xl border-t border-rule">
            {deleted.map(({ id, name }) => (
              <li key={id} class="flex items-center gap-4 border-b border-rule py-2">
                <span class="flex-1 min-w-0 font-serif text-lg wrap-anywhere">{name}</span>
                <Restore id={id} label="Bring back" name={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
});

function Kind({ value, chosen, children }: { value: string; chosen?: boolean; children: string }) {
  return (
    <label class="inline-flex items-center gap-3 min-h-11 cursor-pointer">
      <input
        type="radio"
        name="kind"
        value={value}
        checked={chosen}
        class="size-5 shrink-0 accent-accent"
      />
      {children}
    </label>
  );
}

function Restore({ id, label, name }: { id: string; label: string; name?: string }) {
  return (
    <form method="post" action="/collections">
      <button
        type="submit"
        name="restore"
        value={id}
        aria-label={name && `${label}: ${name}`}
        class={small}
      >
        {label}
      </button>
    </form>
  );
}
