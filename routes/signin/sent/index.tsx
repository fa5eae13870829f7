import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Notice } from "../../components/Notice.tsx";
import { define } from "../../define.ts";

export const handler = define.handlers({
  GET: (ctx) => page({ mailbox: ctx.state.services.mailbox !== null }),
});

export default define.page<typeof handler>(function Sent({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Look in your mail · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Look in your mail</h1>
      <p class="prose-serif mt-4">
        A link to sign in is on its way. It works once, for 15 minutes, on any device.
      </p>
      {data.mailbox && (
        <Notice>
          This copy of Attacca runs for development and sends no mail. Yours is in the{" "}
          <a href="/dev/mailbox" class="text-accent underline">mailbox page</a>.
        </Notice>
      )}
      <p class="mt-8 text-quiet">
        Nothing there after a minute? Look among the unwanted mail, or{" "}
        <a href="/signin" class="text-accent underline">ask for another link</a>.
      </p>
    </div>
  );
});
