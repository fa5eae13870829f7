import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { centre, right } from "../fixtures/layouts/draw.ts";
import { makePdf } from "../fixtures/make_pdf.ts";

Deno.test("the works of a file are listed on its page, and lead to where they begin", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const pages = ["1. Aufbruch", "2. <b>Am Wasserfall</b>"].map((title) => ({
    words: [centre(title, 790, 20), right("Johanna Kinkel", 760)],
    staves: { top: 640, count: 8 },
  }));
  const id = await clara.add(new File([makePdf(pages)], "reise.pdf"));
  const { text } = await clara.get(`/scores/${id}`);
  assert.match(text, /href="\?page=2"[^>]*>2\. &lt;b/);
  assert.doesNotMatch(text, /<b>Am/);
  assert.match((await clara.get(`/scores/${id}?page=2`)).text, /Page 2 of 2/);
  // What a person corrects leaves the list as it is.
  await clara.post(`/scores/${id}`, { title: "Reiseblätter" });
  const { fields } = JSON.parse((await clara.get(`/scores/${id}/metadata`)).text);
  assert.deepEqual(fields.works.map(({ page }: { page: number }) => page), [1, 2]);
});
