import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../components/Ago.tsx";
import { sizeInWords } from "../../islands/_parts/size.ts";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { LedgerEntry } from "../../services/ledger.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { ledger, world } = ctx.state.services;
    const from = ctx.url.searchParams.get("from");
    const { user } = signedIn(ctx.state);
    const found = await ledger.page(user.id, from);
    return page({ ...found, from, google: user.google !== undefined, now: world.now() });
  },
});

/** Every time something of the person's left the house. */
export default define.page<typeof handler>(function LedgerPage({ data }) {
  const { entries, next, from, google, now } = data;
  return (
    <div class="max-w-2xl mx-auto pt-10 sm:pt-14">
      <Head>
        <title>What has left the house · Attacca</title>
      </Head>
      <h1 class="work text-4xl">What has left the house</h1>
      <p class="prose-serif mt-3">
        {entries.length === 0 && from === null
          ? "Nothing of yours has been sent to anybody else in the last 400 days."
          : "Every time that something of yours was sent to somebody else, for 400 days."}
        {google &&
          " Signing in with Google is not in it: Google tells us who you are, and gets nothing from us."}
      </p>
      <p class="mt-2 flex flex-wrap gap-x-6">
        <a href="/account" class="text-accent underline inline-flex items-center min-h-11">
          Back to the account
        </a>
        <a href="/privacy" class="text-accent underline inline-flex items-center min-h-11">
          What is kept, and where
        </a>
      </p>
      {entries.length > 0 && (
        <ol class="border-t border-rule mt-4">
          {entries.map((entry, n) => <Row key={n} entry={entry} now={now} />)}
        </ol>
      )}
      {next !== null && (
        <p class="mt-4">
          <a
            href={`/account/ledger?from=${next}`}
            class="text-accent underline inline-flex items-center min-h-11"
          >
            What came before
          </a>
        </p>
      )}
    </div>
  );
});

function Row({ entry: { at, to, what, score, bytes, came }, now }: {
  entry: LedgerEntry;
  now: number;
}) {
  return (
    <li class="border-b border-rule py-3 wrap-anywhere">
      <p class="flex flex-wrap gap-x-4 justify-between">
        <strong class="font-medium">To {to}</strong>
        <span class="text-sm text-quiet">
          <Ago at={at} now={now} />
        </span>
      </p>
      <p>
        {what}
        {score !== null && (
          <>
            {": "}
            <a href={`/scores/${score.id}`} class="text-accent underline">{score.title}</a>
          </>
        )}
      </p>
      <p class="text-sm text-quiet">{bytes > 0 && `${sizeInWords(bytes)}. `}{came}</p>
    </li>
  );
}
