import { startApp } from "../app.ts";
import { startS3 } from "../fakes/s3.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { type Scene, words } from "./scene.ts";

const MINUTE = 60_000;

/** Somebody brings a score in, and wants another one back. */
export const storage: Scene = {
  vendor: "The store for files",
  wants: "the file of a score",
  async play(fault, notes) {
    await using vendor = startS3();
    await using app = await startApp(vendor.env);
    const clara = await app.visitor().signIn("clara@example.org");
    const file = (title: string) =>
      pdfFile(`${title}.pdf`, { words: titlePage(title, "Clara Wieck") });
    const [older, newer] = [file("Romanze"), file("Impromptu")];
    const before = await clara.add(older);
    const move = async () => {
      await app.services.originals.move();
      app.pass(11 * MINUTE);
      await app.services.originals.move();
    };
    await move();

    await vendor.break(fault, { ms: 600 });
    const added = await notes.page(() => clara.upload([newer], { json: true }));
    const after: string = JSON.parse(added.text).scores[0].id;
    await app.services.jobs.drained();
    await move();
    notes.waited = await here(app.kv);
    const broken = await fetch(new URL(`/scores/${before}/file`, app.origin), {
      headers: { cookie: clara.cookie },
      signal: AbortSignal.timeout(2_000),
    });
    notes.saw = await told(broken, await older.bytes());
    notes.holds("it is not said that the file is kept", /Nothing is lost|comes/.test(notes.saw));
    await notes.page(() => clara.get("/scores"));
    await notes.page(() => clara.get(`/scores/${before}/pages/1?w=640`));

    await vendor.mend();
    await new Promise((resolve) => setTimeout(resolve, 350)); // The breaker rests.
    await move();
    notes.recovered = await here(app.kv) === 0;
    notes.twice = vendor.files.size - 2;
    for (const [id, original] of [[before, older], [after, newer]] as const) {
      const { bytes } = await clara.get(`/scores/${id}/file`);
      if (String(bytes) !== String(await original.bytes())) notes.lost++;
    }
  },
};

/** How many files are in the database. */
async function here(kv: Deno.Kv): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix: ["originals_here"] }))).length;
}

/** What a person sees of a download: a sentence, the file, or a download that breaks off. */
async function told(answer: Response, file: Uint8Array): Promise<string> {
  if (answer.status >= 500) return words(await answer.text(), /<p class="prose-serif[\s\S]*?<\/p>/);
  try {
    const whole = (await answer.bytes()).length === file.length;
    return whole ? "The file comes." : "A part of the file, as if it were all.";
  } catch (error) {
    return error instanceof DOMException
      ? "The download comes, very slowly; it can be ended and tried again."
      : "The download breaks off, and comes when it is tried again.";
  }
}
