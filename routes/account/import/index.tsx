import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { Drop } from "../../../components/Drop.tsx";
import { FarBar } from "../../../components/FarBar.tsx";
import { Meanwhile } from "../../../components/Meanwhile.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { sizeInWords } from "../../../islands/_parts/size.ts";
import { define } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { multipartFiles } from "../../../http/multipart.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import type { SignedIn } from "../../../services/identity/session.ts";
import { importProgress, type ImportView, isRunning } from "../../../services/import/view.ts";
import { Problem } from "../../../services/problem.ts";
import type { Services } from "../../../services/services.ts";

interface Data {
  last: ImportView | null;
  /** How large a ZIP may be. */
  most: number;
  error?: string;
}

async function about({ imports }: Services, { user }: SignedIn): Promise<Data> {
  return { last: await imports.view(user.id), most: imports.most };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx.state.services, signedIn(ctx.state)));
  },

  /** Takes a ZIP in, as a form with files brings it; `act=drop` calls an import off, or forgets it. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { imports } = ctx.state.services;
    const isFile = ctx.req.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
    try {
      if (!isFile) {
        if ((await readForm(ctx.req)).get("act") !== "drop") throw new Problem("form_invalid");
        await imports.drop(here.user.id);
      } else {
        let taken = false;
        for await (const file of multipartFiles(ctx.req, "file")) {
          if (taken) break;
          await imports.take(here, file);
          taken = true;
        }
        if (!taken) throw new Problem("file_missing");
      }
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx.state.services, here), error: message }, { status });
    }
    return ctx.redirect("/account/import", 303);
  },
});

export default define.page<typeof handler>(function Import({ data }) {
  const { last, most, error } = data;
  return (
    <div class="max-w-2xl mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${error ? "Error: " : ""}Bring in an export · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Bring in an export</h1>
      <p class="prose-serif mt-4">
        The ZIP of a library from this Attacca or another one. What you have here stays as it is;
        what you have already is not added twice.
      </p>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <Meanwhile
        address="/account/import"
        progress={importProgress(last)}
        said={last !== null && <Said last={last} />}
        far={last?.state === "waiting" && <Far last={last} />}
      >
        {last !== null && <Acts last={last} />}
        {(last === null || !isRunning(last)) && <Choose most={most} />}
      </Meanwhile>
      <p class="mt-10">
        <a href="/account" class="inline-flex items-center min-h-11 text-accent underline">
          Back to the account
        </a>
      </p>
    </div>
  );
});

function Choose({ most }: { most: number }) {
  return (
    <>
      <h2 class="font-serif text-2xl mt-10">What comes in</h2>
      <ul class="mt-3 list-disc pl-5 grid gap-1">
        <li>scores, with what was read, what you typed, tags, practice, and where you left off</li>
        <li>collections, setlists, and views that you kept</li>
      </ul>
      <p class="mt-3 text-quiet">
        Not what belongs to the other house: what you allowed there, where you were signed in, links
        that you shared, explanations, photos that were no score yet, and what was sent to others.
      </p>
      <form
        method="post"
        action="/account/import"
        enctype="multipart/form-data"
        class="mt-8 grid gap-4 justify-items-start"
      >
        <div>
          <label for="file" class="block text-sm font-medium">The ZIP</label>
          <input
            id="file"
            name="file"
            type="file"
            accept=".zip,application/zip"
            required
            aria-describedby="file-help"
            class="plain-file"
          />
          <p id="file-help" class="mt-2 text-sm text-quiet">
            As you got it, at most{" "}
            {sizeInWords(most)}. It is sent in one piece: keep this page open until it is here.
          </p>
        </div>
        <Button kind="primary">Bring it in</Button>
      </form>
    </>
  );
}

const many = (n: number, one: string, more: string) =>
  n === 1 ? one : `${n.toLocaleString("en")} ${more}`;

/** How the last import stands, or went. */
function Said({ last }: { last: ImportView }) {
  const { state, seen, added, left, leftOut, listsLeft, why } = last;
  if (state === "arriving") {
    return <Notice>A ZIP is on its way here. It is sent by the page that it was chosen on.</Notice>;
  }
  if (state === "waiting") {
    return (
      <Notice>
        The export is being brought in. It goes on by itself; you can leave this page.
      </Notice>
    );
  }
  const known = seen - added - left;
  return (
    <Notice kind={state === "refused" || left > 0 || listsLeft > 0 ? "error" : "success"}>
      <p>
        {why !== null && `${why} `}
        {state === "done" && "The export is brought in: "}
        {seen > 0 || state === "done"
          ? `${many(added, "one score is", "scores are")} new here, ${
            many(known, "one was", "were")
          } here already${left === 0 ? "." : `, ${many(left, "one stayed", "stayed")} out.`}`
          : ""}
        {listsLeft > 0 &&
          ` ${
            many(listsLeft, "One collection or view", "collections or views")
          } found no room, or could not be understood.`}
      </p>
      {leftOut.length > 0 && (
        <ul class="mt-3 list-disc pl-5 grid gap-1 wrap-anywhere">
          {leftOut.map(({ name, why }, n) => <li key={n}>{name}: {why}</li>)}
        </ul>
      )}
      {left > leftOut.length && <p class="mt-1">And {left - leftOut.length} more.</p>}
    </Notice>
  );
}

/** How far the last import is; nothing until it is known how much there is. */
function Far({ last: { seen, scores } }: { last: ImportView }) {
  if (scores === null) return null;
  return (
    <FarBar of="the export has been looked at" value={seen} max={scores}>
      {seen.toLocaleString("en")} of {many(scores, "one score", "scores")} have been looked at.
    </FarBar>
  );
}

function Acts({ last }: { last: ImportView }) {
  return (
    <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
      {isRunning(last) ? <Drop address="/account/import">Call it off</Drop> : (
        <>
          {last.seen > 0 && <ButtonLink href="/scores">Open the library</ButtonLink>}
          <Drop address="/account/import">Forget this</Drop>
        </>
      )}
    </div>
  );
}
