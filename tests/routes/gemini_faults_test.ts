/** Gemini that answers poorly, late or not at all: the reading goes on without it. */
import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { type Fault, faults } from "../fakes/fault.ts";
import type { GeminiFault } from "../fakes/gemini.ts";
import {
  answer,
  consent,
  FLASH,
  metadata,
  PRO,
  ROMANZE,
  romanze,
  said,
  told,
  untilSettled,
  withGemini,
} from "../gemini_app.ts";
import { pdfFile } from "../pdf.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SLOWEST_PAGE_MS = 300;

interface Poor {
  readonly why: string;
  readonly flash: object | string | GeminiFault;
  readonly chain: string;
}

const poorAnswers: Poor[] = [
  {
    why: "finds no title",
    flash: answer({ composer: said("Clara Schumann") }),
    chain: "gemini:ok",
  },
  { why: "finds nothing", flash: answer(), chain: "gemini:nothing" },
  {
    why: "is unsure",
    flash: answer({ title: said("Romanze", 0.3), composer: said("Clara Schumann") }),
    chain: "gemini:ok",
  },
  {
    why: "answers in another shape",
    flash: { title: "Romanze" },
    chain: "gemini:failed:invalid_response",
  },
  { why: "answers no JSON", flash: "Romanze!", chain: "gemini:failed:invalid_response" },
];

for (const { why, flash, chain } of poorAnswers) {
  Deno.test(`the larger model is asked where the smaller one ${why}`, async () => {
    await withGemini(async ({ gemini, clara }) => {
      await consent(clara, "yes");
      gemini.answer(({ model }) => model === FLASH ? flash : ROMANZE);
      const id = await clara.add(romanze());
      const found = await metadata(clara, id);
      assert.equal(told(found.chain), `${chain} gemini:ok local:ok`);
      assert.deepEqual(gemini.prompts.map(({ model }) => model), [FLASH, PRO]);
      assert.equal(found.fields.title?.value, "Romanze");
      assert.equal(found.fields.tempo?.value, "Andante molto");
    });
  });
}

for (const fault of ["safety", "recitation", "blocked", "max_tokens"] as const) {
  Deno.test(`the larger model is asked where the smaller one is stopped: ${fault}`, async () => {
    await withGemini(async ({ gemini, clara }) => {
      await consent(clara, "yes");
      await gemini.break(fault, { only: /flash/ });
      const id = await clara.add(romanze());
      const { chain } = await metadata(clara, id);
      assert.equal(told(chain), "gemini:failed:rejected gemini:ok local:ok");
    });
  });
}

Deno.test("a model that is gone leaves the reading to the next, and is not asked with each score", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    gemini.models.delete(FLASH);
    for (const mark of ["a", "b", "c"]) {
      const id = await clara.add(romanze(mark));
      const { chain } = await metadata(clara, id);
      assert.equal(told(chain), "gemini:failed:retired gemini:ok local:ok");
    }
    assert.equal(gemini.requests.filter(({ path }) => path.includes(FLASH)).length, 1);
    const notices = await createStore(app.kv).notices.list("gemini", Date.now());
    assert.deepEqual(notices.map(({ key }) => key), [FLASH]);
  });
});

Deno.test("where all models refuse, the local reading stands, and nobody asks again by themselves", async () => {
  await withGemini(async (house) => {
    const { gemini, clara } = house;
    await consent(clara, "yes");
    await gemini.break("safety");
    const id = await clara.add(romanze());
    const { status, chain, fields } = await metadata(clara, id);
    assert.equal(status, "ready");
    assert.equal(told(chain), "gemini:failed:rejected gemini:failed:rejected local:ok");
    assert.equal(fields.title?.value, "Romanze");
    const requests = gemini.requests.length;
    await untilSettled(house);
    assert.equal(gemini.requests.length, requests);
    // The person may ask again.
    assert.match((await clara.get(`/scores/${id}`)).text, /Ask Gemini again/);
    await gemini.mend();
    assert.equal((await clara.post(`/scores/${id}/reading`, {})).status, 303);
    await house.app.services.jobs.drained();
    assert.equal(told((await metadata(clara, id)).chain), "gemini:ok local:ok");
  });
});

for (const fault of Object.keys(faults) as Fault[]) {
  Deno.test(`Gemini × ${fault}: pages are quick, the local reading is there, Gemini's comes by itself, once`, async () => {
    await withGemini(async (house) => {
      const { app, gemini, clara, logged } = house;
      await consent(clara, "yes");
      await clara.add(pdfFile("warm.pdf")); // The engine and the first page of a process take their time.
      await clara.get("/scores");
      await gemini.break(fault, { ms: 600 });

      const start = performance.now();
      const upload = await clara.upload([romanze()], { json: true });
      const { id } = JSON.parse(upload.text).scores[0];
      const read = app.services.jobs.drained();
      const page = await timed(() => clara.get(`/scores/${id}`));
      assert.ok(performance.now() - start < 2 * SLOWEST_PAGE_MS);
      assert.equal(page.status, 200);
      await read;

      const away = await metadata(clara, id);
      assert.equal(away.status, "ready");
      assert.equal(away.fields.title?.value, "Romanze");
      assert.equal(away.fields.title?.source, "page");
      assert.match(told(away.chain), /^gemini:failed:.* local:ok$/);
      const { text } = await timed(() => clara.get(`/scores/${id}`));
      assert.match(text, /asked again by itself\. What stands here was read on this server/);

      await gemini.mend();
      const paid = gemini.prompts.length;
      await untilSettled(house, fault === "wrong_shape" ? 10 * MINUTE : HOUR);
      const back = await metadata(clara, id);
      assert.equal(told(back.chain), "gemini:ok local:ok");
      assert.equal(back.fields.tempo?.value, "Andante molto");
      assert.equal(gemini.prompts.length, paid + 1, "asked once more, and not twice");
      assert.doesNotMatch((await clara.get(`/scores/${id}`)).text, /by itself/);
      assert.doesNotMatch(logged.join("\n"), new RegExp(`clara|Romanze|scan\\.pdf|${gemini.key}`));
    });
  });
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const took = performance.now() - start;
  assert.ok(took < SLOWEST_PAGE_MS, `${took} ms`);
  return result;
}

Deno.test("after a day without Gemini it is left at the local reading", async () => {
  await withGemini(async (house) => {
    const { app, gemini, clara } = house;
    await consent(clara, "yes");
    await gemini.break("503");
    const id = await clara.add(romanze());
    app.pass(DAY + 1);
    await app.services.jobs.drained();
    await untilSettled(house);
    const { status, chain } = await metadata(clara, id);
    assert.equal(status, "ready");
    assert.match(told(chain), /^gemini:failed:(unavailable|circuit_open) local:ok$/);
    assert.doesNotMatch((await clara.get(`/scores/${id}`)).text, /by itself/);
  });
});

Deno.test("an instance that dies while Gemini is asked leaves the score to the next", async () => {
  await withGemini(async (house) => {
    const { app, gemini, clara } = house;
    await consent(clara, "yes");
    await gemini.break("503");
    const id = await clara.add(romanze());
    await gemini.mend();
    app.pass(MINUTE);
    // Another instance takes the job, and is never heard of again.
    const { jobs } = createStore(app.kv);
    const taken = await jobs.take(app.services.world.now(), MINUTE);
    assert.equal(taken?.value.kind, "ask-gemini");
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 0);
    app.pass(MINUTE + 1);
    await app.services.jobs.drained();
    assert.equal(told((await metadata(clara, id)).chain), "gemini:ok local:ok");
    assert.equal(gemini.prompts.length, 1);
  });
});

Deno.test("a score whose readers die each time is ready in the end", async () => {
  await withGemini(async (house) => {
    const { app, gemini, clara } = house;
    await consent(clara, "yes");
    await gemini.break("hang");
    const { text } = await clara.upload([romanze()], { json: true });
    const { id } = JSON.parse(text).scores[0];
    await app.services.jobs.drained();
    const { jobs } = createStore(app.kv);
    for (let n = 0; n < 8; n++) {
      app.pass(2 * MINUTE);
      await jobs.take(app.services.world.now(), MINUTE);
    }
    await untilSettled(house);
    assert.equal((await metadata(clara, id)).status, "ready");
  });
});
