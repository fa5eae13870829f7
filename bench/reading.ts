// deno run -A bench/reading.ts [--no-ocr] DIR [TRUTH]: how often the local reading is right, and how long it takes,
// on a folder of PDFs with a truth file (JSON lines of { file, title, title_accept?, composer,
// composer_surnames?, opus, instruments, group? }). Files of the groups named "scan…" are counted apart.
import { readFile, type ReadLine } from "../commands/read.ts";
import { createOcrEngine } from "../services/ocr/engine.ts";
import { createFormats } from "../services/formats/formats.ts";
import { fold } from "../store/fold.ts";
import { findOpus } from "../services/reading/opus.ts";

interface Truth {
  file: string;
  title: string;
  title_accept?: string[];
  composer: string | null;
  composer_surnames?: string[];
  opus: string | null;
  opus_accept?: string[];
  instruments?: string[];
  group?: string;
}

interface Result {
  truth: Truth;
  line: ReadLine;
}

/** What is counted: whether the truth has it, whether an answer is right. */
const measures: Record<
  string,
  { asked: (truth: Truth) => boolean; right: (result: Result) => boolean }
> = {
  title: {
    asked: () => true,
    right: ({ truth, line }) => sameTitle(line.title, [truth.title, ...truth.title_accept ?? []]),
  },
  surname: {
    asked: (truth) => !!truth.composer,
    right: ({ truth, line }) => hasSurname(line.composer, truth),
  },
  opus: {
    asked: (truth) => numbers(truth.opus).length > 0,
    right: ({ truth, line }) => sameOpus(line.opus, truth),
  },
  "no opus": { asked: (truth) => !numbers(truth.opus).length, right: ({ line }) => !line.opus },
  // Below one half a field is offered, and nobody has it who does not press for it.
  "surname, filled in": {
    asked: (truth) => !!truth.composer,
    right: ({ truth, line }) => line.confidence.composer >= 0.5 && hasSurname(line.composer, truth),
  },
  "all three": {
    asked: () => true,
    right: (result) =>
      ["title", "surname", "opus", "no opus"].every((name) =>
        !measures[name].asked(result.truth) || measures[name].right(result)
      ),
  },
  "instruments (any)": {
    asked: (truth) => !!truth.instruments?.length,
    right: ({ truth, line }) => overlap(line.instruments, truth.instruments!),
  },
};

/** The same words, or six in ten of them and no more than a third besides. */
function sameTitle(read: string | null, forms: string[]): boolean {
  const words = fold(read ?? "").split(" ").filter(Boolean);
  return words.length > 0 && forms.some((form) => {
    const wanted = fold(form).split(" ");
    const common = wanted.filter((word) => words.includes(word)).length;
    return common >= 0.6 * wanted.length &&
      words.filter((word) => !wanted.includes(word)).length <= wanted.length / 3;
  });
}

function hasSurname(read: string | null, truth: Truth): boolean {
  const words = fold(read ?? "").split(" ");
  const surnames = truth.composer_surnames?.length
    ? truth.composer_surnames
    : [truth.composer!.split(" ").at(-1)!];
  return surnames.some((surname) => fold(surname).split(" ").every((word) => words.includes(word)));
}

/** Numbers of a catalogue or opus, without the number within it. */
const numbers = (text: string | null | undefined) =>
  findOpus(text ?? "").map((one) =>
    fold(one).replace(/^opus/, "op").replace(/ /g, "").replace(/(?:no|nr)\d+$/, "")
  );

function sameOpus(read: string | null, truth: Truth): boolean {
  const wanted = [truth.opus, ...truth.opus_accept ?? []].flatMap(numbers);
  return numbers(read).some((one) => wanted.includes(one));
}

/** Whoever sings is a voice, and whoever plays keys a piano. */
const kind = (name: string) =>
  fold(name).replace(/harpsichord|clavichord/g, "piano")
    .replace(/choir|chorus|soprano|\balto\b|tenor|\bbass\b/g, "voice");

function overlap(read: string[] | null, wanted: string[]): boolean {
  const text = kind(wanted.join(" "));
  return (read ?? []).some((name) => text.includes(kind(name).slice(0, 5)));
}

const percent = (part: number, whole: number) =>
  whole ? `${(100 * part / whole).toFixed(1)} %` : "-";

function spread(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${sorted.at(-1)} ms`;
}

function report(name: string, results: Result[]): void {
  if (!results.length) return;
  console.log(`${name}: ${results.length} files, ${spread(results.map(({ line }) => line.ms))}`);
  const first = results.flatMap(({ line }) => line.firstMs ?? []);
  if (first.length) console.log(`  first fields of a picture: ${spread(first)}`);
  for (const [measure, { asked, right }] of Object.entries(measures)) {
    const relevant = results.filter(({ truth }) => asked(truth));
    const wrong = relevant.filter((result) => !right(result));
    console.log(
      `  ${measure.padEnd(18)} ${
        percent(relevant.length - wrong.length, relevant.length).padStart(7)
      } of ${relevant.length}`,
    );
  }
}

/** Confidences that are counted together. */
const bins = [[0, 0.5], [0.5, 0.7], [0.7, 0.85], [0.85, 0.95], [0.95, 1.01]];
const marked = [["title", "title"], ["composer", "surname"], ["opus", "opus"]] as const;

/** Of the fields given with so much confidence, how many are right? Below one half they are only offered. */
function reliability(results: Result[]): void {
  console.log("how sure it was: given, said, right");
  for (const [field, measure] of marked) {
    for (const [low, high] of bins) {
      const given = results.filter(({ truth, line }) =>
        (measures[measure].asked(truth) || measure === "opus") &&
        line.confidence[field] >= low && line.confidence[field] < high
      );
      if (!given.length) continue;
      const said = given.reduce((sum, { line }) => sum + line.confidence[field], 0);
      const right = given.filter(measures[measure].right).length;
      console.log(
        `  ${field.padEnd(9)} ${low} to ${Math.min(1, high)}: ${given.length}, ${
          percent(said, given.length)
        }, ${percent(right, given.length)}`,
      );
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

if (import.meta.main) {
  const withOcr = !Deno.args.includes("--no-ocr");
  const [dir, truthFile = `${dir}/truth.jsonl`] = Deno.args.filter((arg) => arg !== "--no-ocr");
  if (!dir) {
    console.error("usage: deno run -A bench/reading.ts [--no-ocr] DIR [TRUTH]");
    Deno.exit(2);
  }
  const truths = (await Deno.readTextFile(truthFile)).split("\n").filter((line) => line.trim())
    .map((line) => JSON.parse(line) as Truth);
  const formats = createFormats();
  const ocr = createOcrEngine();
  const results: Result[] = [];
  for (const truth of truths) {
    const file = await exists(`${dir}/${truth.file}`)
      ? `${dir}/${truth.file}`
      : `${dir}/dev/${truth.file}`;
    results.push({ truth, line: await readFile(formats, withOcr ? ocr : null, file) });
  }
  formats.close();
  ocr.close();
  const isScan = ({ truth }: Result) => !!truth.group?.startsWith("scan");
  report("engraved", results.filter((result) => !isScan(result)));
  report("scans", results.filter(isScan));
  reliability(results);
}
