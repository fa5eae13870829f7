import { page } from "fresh";
import { Head } from "fresh/runtime";
import { StatusIntegration } from "../../components/StatusIntegration.tsx";
import { define } from "../../define.ts";

export const handler = define.handlers({
  GET: async (ctx) => page(await ctx.state.services.status.page()),
});

/** The integrations at a glance, for who runs the house. */
export default define.page<typeof handler>(function Desk({ data }) {
  return (
    <>
      <Head>
        <title>The desk · Attacca</title>
      </Head>
      <h1 class="work text-4xl">{data.overall}</h1>
      <div class="mt-8">
        {data.integrations.map((one) => (
          <StatusIntegration key={one.name} one={one} now={data.now} />
        ))}
      </div>
    </>
  );
});
