import { create as contentDisposition } from "content-disposition";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { Day } from "../../../components/Day.tsx";
import { Drop } from "../../../components/Drop.tsx";
import { FarBar } from "../../../components/FarBar.tsx";
import { Meanwhile } from "../../../components/Meanwhile.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { sizeInWords } from "../../../islands/_parts/size.ts";
import { SignInAgain } from "../../../components/SignInAgain.tsx";
import { define } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { exportName, exportProgress, type ExportView } from "../../../services/export/view.ts";
import type { SignedIn } from "../../../services/identity/session.ts";
import { Problem } from "../../../services/problem.ts";
import type { Services } from "../../../services/services.ts";

/** About as much is said of the files. */
const BESIDE_BYTES = 10_000;

interface Data extends ExportView {
  /** Whether the person has just signed in, as it must be. */
  fresh: boolean;
  error?: string;
}

async function about({ exports, sessions }: Services, here: SignedIn): Promise<Data> {
  return { ...await exports.view(here.user.id), fresh: sessions.isFresh(here) };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx.state.services, signedIn(ctx.state)));
  },

  /** `act`: `now` answers with the ZIP, `make` has it made, `drop` takes a made one away. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { exports, world } = ctx.state.services;
    const act = (await readForm(ctx.req)).get("act");
    try {
      if (act === "now") {
        return new Response(await exports.now(here), {
          headers: {
            "content-type": "application/zip",
            "content-disposition": contentDisposition(exportName(world.now())),
          },
        });
      }
      if (act === "make") await exports.make(here);
      else if (act === "drop") await exports.drop(here.user.id);
      else throw new Problem("form_invalid");
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx.state.services, here), error: message }, { status });
    }
    return ctx.redirect("/account/export", 303);
  },
});

export default define.page<typeof handler>(function Export({ data }) {
  const { scores, bytes, copy, fresh, error } = data;
  const isThere = copy !== null && !copy.failed;
  const whole = bytes + BESIDE_BYTES;
  return (
    <div class="max-w-2xl mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${error ? "Error: " : ""}A copy of everything · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">A copy of everything</h1>
      <p class="prose-serif mt-4">
        One ZIP file with all that is yours, for you to keep, or to bring into another Attacca.
      </p>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <ul class="mt-6 list-disc pl-5 grid gap-1">
        <li>
          {scores === 0
            ? "no scores yet"
            : scores === 1
            ? "one score, its file as you brought it in"
            : `${scores.toLocaleString("en")} scores, each file as you brought it in`}, and what is
          in the bin
        </li>
        <li>photos that you are putting together</li>
        <li>what was read and what you typed, tags, practice, collections, setlists and views</li>
        <li>what you allowed, where you are signed in, what you shared, what was sent to others</li>
        <li>a table of the scores, and a page that says what is what</li>
      </ul>
      <p class="mt-4 text-quiet">About {sizeInWords(whole)}.</p>
      <Meanwhile
        address="/account/export"
        progress={exportProgress(copy)}
        said={copy !== null && <Said copy={copy} mails={data.mails} />}
        far={copy !== null && <Far copy={copy} whole={whole} />}
      >
        {isThere
          ? <Acts copy={copy} />
          : fresh
          ? <Ask {...data} />
          : <SignInAgain what="To take it" returnTo="/account/export" />}
      </Meanwhile>
      <p class="mt-10">
        <a href="/account" class="inline-flex items-center min-h-11 text-accent underline">
          Back to the account
        </a>
      </p>
    </div>
  );
});

type Copy = NonNullable<ExportView["copy"]>;

/** How the copy stands that was asked for. */
function Said({ copy, mails }: { copy: Copy; mails: boolean }) {
  const { ready, expiresAt, waitsSince, failed } = copy;
  if (failed) {
    return (
      <Notice kind="error">
        The copy that you asked for could not be made. Nothing of yours is lost; ask for it again.
      </Notice>
    );
  }
  if (ready === null) {
    return (
      <Notice>
        {waitsSince === undefined
          ? "Your copy is being made. "
          : "Your copy waits: the store that keeps the files is not answering just now. It goes on " +
            "by itself, after a day without the files that are still away. "}
        {mails
          ? "A mail tells you when it is ready; you can leave this page."
          : "This server sends no mail: come back to this page later."}
      </Notice>
    );
  }
  const { bytes, missing } = ready;
  return (
    <Notice kind={missing === 0 ? "success" : "error"}>
      Your copy is ready: {sizeInWords(bytes)}. It is kept until <Day at={expiresAt!} />.
      {missing > 0 &&
        ` ${
          missing === 1 ? "One file is" : `${missing} files are`
        } not in it as it should be; missing.csv in it says which, and why.`}
    </Notice>
  );
}

/** How much of the copy is written. */
function Far({ copy: { ready, failed, waitsSince, written = 0 }, whole }: {
  copy: Copy;
  whole: number;
}) {
  if (ready !== null || failed || waitsSince !== undefined) return null;
  return (
    <FarBar of="your copy is written" value={Math.min(written, whole)} max={whole}>
      {sizeInWords(written)} of about {sizeInWords(whole)} are written.
    </FarBar>
  );
}

function Acts({ copy: { id, ready } }: { copy: Copy }) {
  return (
    <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
      {ready !== null && (
        <ButtonLink href={`/account/export/${id}`} kind="primary">Download it</ButtonLink>
      )}
      <Drop address="/account/export">{ready === null ? "Call it off" : "Take it away"}</Drop>
    </div>
  );
}

function Ask({ atOnce, mails }: ExportView) {
  return (
    <form method="post" action="/account/export" class="mt-8 grid gap-4 justify-items-start">
      {atOnce
        ? (
          <>
            <p>Stay signed in until all of it is here.</p>
            <Button kind="primary" name="act" value="now">Download it now</Button>
          </>
        )
        : (
          <>
            <p>
              {mails
                ? "This takes a while. A mail tells you when it is ready, with a link for you alone."
                : "This takes a while. This server sends no mail: come back to this page later."}
            </p>
            <Button kind="primary" name="act" value="make">Have it made</Button>
          </>
        )}
    </form>
  );
}
