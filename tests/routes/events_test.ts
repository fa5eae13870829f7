/** How many streams of news one client may hold open. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

// 50 strangers' forms with six streams each took all that there are, and the library had none left.
Deno.test("a client of people who wait to be signed in has twenty streams; other clients, and people who are signed in, have theirs", async () => {
  await using app = await startApp({ TRUSTED_PROXIES: "1" });
  const streams: Response[] = [];
  const open = async (path: string, cookie: string, client: string) => {
    const headers = { cookie, "x-forwarded-for": client };
    const response = await fetch(app.origin + path, { headers });
    streams.push(response);
    return response.status;
  };
  const clara = app.visitor();
  await clara.post("/signin", { email: "clara@example.org", by: "device" });
  const waits = "/signin/sent/events";
  for (let n = 0; n < 20; n++) assert.equal(await open(waits, clara.cookie, "192.0.2.1"), 200);
  assert.equal(await open(waits, clara.cookie, "192.0.2.1"), 204);
  assert.equal(await open(waits, clara.cookie, "192.0.2.2"), 200);

  const robert = await app.visitor().signIn("robert@example.org");
  const id = await robert.add(
    pdfFile("Kreisleriana.pdf", { words: titlePage("Kreisleriana", "Robert Schumann") }),
  );
  const tells = `/scores/${id}/events`;
  assert.equal(await open(tells, robert.cookie, "192.0.2.1"), 200);
  for (const { body } of streams) await body?.cancel();
});
