import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../components/Button.tsx";
import { Day } from "../components/Day.tsx";
import { GoogleAfter } from "../components/GoogleAfter.tsx";
import { define } from "../define.ts";
import { AFTER, hasLeft } from "../http/deleted_page.ts";

export const handler = define.handlers({
  GET(ctx) {
    const query = ctx.url.searchParams;
    const on = query.get("on") ?? "";
    const due = /^\d{4}-\d\d-\d\d$/.test(on) ? Date.parse(on) : NaN;
    return page({
      left: hasLeft(ctx),
      due: Number.isNaN(due) ? null : due,
      google: AFTER.find((each) => each === query.get("google")) ?? null,
    });
  },
});

/** Where somebody is who has deleted their account, or asked for it. */
export default define.page<typeof handler>(function Deleted({ data: { left, due, google } }) {
  const [name, heading] = !left
    ? ["After an account", "After an account"]
    : due === null
    ? ["Deleted", "Your account is deleted"]
    : ["Going", "Your account is going"];
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${name} · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">{heading}</h1>
      {!left ? <Anybody /> : due === null ? <Gone /> : <Going due={due} />}
      {left && google !== null && <GoogleAfter after={google} />}
      <p class="mt-8">
        <ButtonLink href="/">To the start</ButtonLink>
      </p>
    </div>
  );
});

/** Whoever opens the page later, or by a link, has perhaps deleted nothing. */
function Anybody() {
  return (
    <p class="prose-serif mt-4">
      This page is for who has just deleted an account at this browser. If you did so earlier, a
      mail says what becomes of it, and another one tells you when all is gone.
    </p>
  );
}

function Gone() {
  return (
    <p class="prose-serif mt-4">
      You are signed out everywhere, and nobody can sign in to it any more. The files are being
      taken away now; a mail tells you when all is gone.
    </p>
  );
}

function Going({ due }: { due: number }) {
  return (
    <>
      <p class="prose-serif mt-4">
        It is deleted on{" "}
        <strong>
          <Day at={due} />
        </strong>{" "}
        with all that is in it. You are signed out everywhere, links that you shared show nothing,
        and you need do nothing more.
      </p>
      <p class="mt-4">
        If you change your mind, sign in before then and keep it. A mail says the same, and another
        one tells you when all is gone.
      </p>
    </>
  );
}
