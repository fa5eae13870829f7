import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { Approvable } from "../../services/identity/approval.ts";

interface Data {
  code?: string;
  /** What the code would let in. */
  found?: Approvable & { minutes: number };
  error?: string;
  done?: "approved" | "denied";
}

const DONE = ["approved", "denied"] as const;

export const handler = define.handlers({
  GET(ctx) {
    const done = ctx.url.searchParams.get("done");
    return page<Data>({ done: DONE.find((each) => each === done) });
  },

  /** Shows what the code would let in; with a decision, lets it in or ends it. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { approvals, world } = ctx.state.services;
    const form = await readForm(ctx.req);
    const code = form.get("code") ?? "";
    const decision = DONE.find((each) => each === form.get("decision"));
    try {
      if (decision !== undefined) {
        await approvals.decide(here, code, decision === "approved");
        return ctx.redirect(`/account/approve?done=${decision}`, 303);
      }
      const found = await approvals.look(here.user, code);
      const minutes = Math.floor((world.now() - found.askedAt) / 60_000);
      return page<Data>({ code, found: { ...found, minutes } });
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ code: code.slice(0, 20), error: message }, { status });
    }
  },
});

/** Lets another browser of the same person in, for when mail is not delivered. */
export default define.page<typeof handler>(function Approve({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${data.error ? "Error: " : ""}Let another device in · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Let another device in</h1>
      {data.found
        ? <Confirm code={data.code!} found={data.found} />
        : data.done
        ? <Done done={data.done} />
        : <Ask code={data.code} error={data.error} />}
    </div>
  );
});

function Ask({ code, error }: Pick<Data, "code" | "error">) {
  return (
    <>
      <p class="prose-serif mt-4">
        When the sign-in mail does not come, the other screen shows a code. Type it here.
      </p>
      <form method="post" action="/account/approve" class="mt-8 grid gap-5" novalidate>
        <TextField name="code" label="Code on the other screen" value={code} error={error} required>
          Eight letters, such as BDFK-HJLM
        </TextField>
        <p>
          <Button kind="primary">Look at it</Button>
        </p>
      </form>
    </>
  );
}

function Confirm({ code, found }: { code: string; found: NonNullable<Data["found"]> }) {
  const { device, email, minutes, askedAt } = found;
  return (
    <>
      <p class="prose-serif mt-4">
        This browser asks to be signed in as you. Approve it only if it is in front of you now:
        nobody else, and nobody of ours, has a reason to ask you for it.
      </p>
      <dl class="mt-8 border-t border-rule">
        {[
          ["Browser", device],
          ["Signs in as", email],
        ].map(([term, text]) => (
          <div key={term} class="sm:grid sm:grid-cols-[8rem_1fr] py-3 border-b border-rule">
            <dt class="text-quiet">{term}</dt>
            <dd class="wrap-anywhere">{text}</dd>
          </div>
        ))}
        <div class="sm:grid sm:grid-cols-[8rem_1fr] py-3 border-b border-rule">
          <dt class="text-quiet">Asked</dt>
          <dd>
            <time
              datetime={new Date(askedAt).toISOString()}
              title={`${new Date(askedAt).toISOString().slice(0, 16).replace("T", " ")} UTC`}
            >
              {minutes === 0
                ? "just now"
                : minutes === 1
                ? "a minute ago"
                : `${minutes} minutes ago`}
            </time>
          </dd>
        </div>
      </dl>
      <form method="post" action="/account/approve" class="mt-8 flex flex-wrap gap-3">
        <input type="hidden" name="code" value={code} />
        <Button kind="primary" name="decision" value="approved">Let it in</Button>
        <Button name="decision" value="denied">Refuse it</Button>
      </form>
    </>
  );
}

function Done({ done }: { done: NonNullable<Data["done"]> }) {
  return (
    <>
      <Notice kind="success">
        {done === "approved"
          ? "It is let in. The other screen goes on by itself; where it does not, press “I have approved it” there."
          : "It is refused. Its link and its digits work no longer."}
      </Notice>
      <p class="mt-8">
        <ButtonLink href="/scores">To the library</ButtonLink>
      </p>
    </>
  );
}
