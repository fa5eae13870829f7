import assert from "node:assert/strict";
import { AppProcess } from "./app_process.ts";
import { startResend } from "./fakes/resend.ts";

/** What OpenTelemetry sends, as its collector sees it: by signal, as text. */
function startCollector() {
  const got: Record<string, string> = { traces: "", metrics: "", logs: "" };
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const signal = new URL(request.url).pathname.split("/").at(-1)!;
      got[signal] += await request.text();
      return Response.json({});
    },
  );
  return {
    got,
    endpoint: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("with OTEL_DENO=true calls to third parties are seen as spans and metrics, without a secret", async () => {
  await using collector = startCollector();
  await using resend = startResend();
  let token = "";
  {
    await using app = await AppProcess.start({
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
      OTEL_BSP_SCHEDULE_DELAY: "200",
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    const answer = await fetch(`${app.origin}/signin`, {
      method: "POST",
      body: new URLSearchParams({ email: "clara@example.org" }),
      headers: { origin: app.origin },
      redirect: "manual",
    });
    await answer.body?.cancel();
    const requestId = answer.headers.get("x-request-id")!;
    await until(() => resend.sent.length > 0);
    token = /token=([\w-]+)/.exec(resend.sent[0].text!)![1];
    await (await fetch(`${app.origin}/signin/link?token=${token}`)).body?.cancel();
    await until(() => collector.got.traces.includes("resend send-mail"));
    await until(() => collector.got.traces.includes("/signin/link"));
    await until(() => collector.got.metrics.includes("attacca.integration.duration"));
    assert.ok(collector.got.traces.includes(requestId), "the request's id is on the call");
  }
  // Deno's own spans hold the whole address of each request, and nobody can take it out of them:
  // docs/operations.md says what to do about that. The rest is ours to answer for.
  const ours = [scope("attacca", collector.got.traces), collector.got.metrics, collector.got.logs];
  for (const secret of ["clara@example.org", token, resend.key]) {
    assert.ok(!ours.join("\n").includes(secret), `${secret} was sent to the collector`);
  }
});

/** What spans of one scope say, out of all exports (each pretty-printed, one after another). */
function scope(name: string, exports: string): string {
  interface Export {
    resourceSpans: { scopeSpans: { scope: { name: string } }[] }[];
  }
  const all: Export[] = JSON.parse(
    `[${exports.replaceAll(/\}\s*\{(?=\s*"resourceSpans")/g, "},{")}]`,
  );
  const scopes = all.flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans);
  const found = scopes.filter(({ scope }) => scope.name === name);
  assert.ok(found.length > 0, "there are spans of ours");
  return JSON.stringify(found);
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Cannot go on: waited in vain");
}
