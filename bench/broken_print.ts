// deno run -A bench/broken_print.ts DIR OUT: makes copies of a folder's first pages as old prints are copied, in
// black and white at 200 dots an inch, a third of their thin strokes gone in patches of a third of a millimetre,
// and a truth file for `deno task bench:reading OUT`. DIR is as bench/reading.ts takes it; every other
// engraved score that names its composer is copied, 28 at most.
import { fromNetpbm } from "../services/ocr/netpbm.ts";
import { createPdfEngine } from "../services/pdf/engine.ts";
import { dice } from "../tests/dice.ts";
import { asDocument } from "../tests/fixtures/make_pdf.ts";
import { makeScan } from "../tests/fixtures/make_scan.ts";
import type { Grey } from "../services/ocr/grey.ts";

const LONGER_PX = 2_339;
const GONE_OF_THOUSAND = 333;
const PATCH_PX = 4;
const MOST = 28;

const [dir, out] = Deno.args;
if (!out) {
  console.error("usage: deno run -A bench/broken_print.ts DIR OUT");
  Deno.exit(2);
}
const truths = (await Deno.readTextFile(`${dir}/truth.jsonl`)).split("\n").filter(Boolean)
  .map((line) => JSON.parse(line))
  .filter(({ group, composer }) =>
    !group?.startsWith("scan") && composer && composer !== "Traditional"
  )
  .filter((_, at) => at % 2 === 0).slice(0, MOST);
const engine = createPdfEngine();
await Deno.mkdir(out, { recursive: true });
const lines: string[] = [];
for (const [at, truth] of truths.entries()) {
  const pdf = await Deno.readFile(`${dir}/dev/${truth.file}`);
  const page = fromNetpbm(await engine.pictures.pixels(asDocument(pdf), 0, LONGER_PX));
  const file = `copy${at}.pdf`;
  await Deno.writeFile(`${out}/${file}`, await makeScan([broken(page, at)]));
  lines.push(JSON.stringify({ ...truth, file, group: "scan-broken" }));
}
engine.close();
await Deno.writeTextFile(`${out}/truth.jsonl`, lines.join("\n"));
console.log(`${lines.length} copies in ${out}`);

/** The page in black and white; what is less than three pixels wide is lost in patches. */
function broken({ data, width, height }: Grey, seed: number): Grey {
  const chance = dice(seed + 7);
  const ink = data.map((grey) => grey < 140 ? 1 : 0);
  const thick = thickOf(ink, width, height);
  const across = Math.ceil(width / PATCH_PX);
  const gone = Array.from(
    { length: across * Math.ceil(height / PATCH_PX) },
    () => chance(1_000) < GONE_OF_THOUSAND,
  );
  const seen = ink.map((black, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const patch = Math.floor(y / PATCH_PX) * across + Math.floor(x / PATCH_PX);
    return black && (thick[at] || !gone[patch]) ? 0 : 255;
  });
  return { data: seen, width, height };
}

/** The ink that some square of three by three pixels is full of. */
function thickOf(ink: Uint8Array, width: number, height: number): Uint8Array {
  const thick = new Uint8Array(ink.length);
  const square = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => down * width + right));
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      if (square.every((by) => ink[at + by])) { for (const by of square) thick[at + by] = 1; }
    }
  }
  return thick;
}
