import { gunzipSync } from "node:zlib";
import { createRequire } from "node:module";
import type { Grey } from "./grey.ts";
import { toNetpbm } from "./netpbm.ts";
import type { Recognised } from "./words.ts";
import { capMemory } from "../threads/memory_cap.ts";

/**
 * The languages that most titles are in; one that is not among them reads as its nearest. German
 * first: with English first its ü is read as ii.
 */
const languages = ["deu", "fra", "eng", "ita"];

/** As far as it is used (tesseract.js-core's glue; Tesseract's baseapi.h). */
interface Core {
  FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  TessBaseAPI: new () => {
    Init(path: null, languages: string, engine: number): number;
    SetVariable(name: string, value: string): void;
    SetImageFile(orientation: number, angle: number): number;
    Recognize(monitor: null): number;
    GetJSONText(page: number): string;
    Clear(): void;
  };
}

/** The recogniser in this thread. */
export interface Tesseract {
  /** The words in a picture, wherever they stand. */
  recognise(picture: Grey): Recognised;
  heapBytes(): number;
  /** True once it asked for more memory than the limit: its state is not to be trusted. */
  overLimit(): boolean;
}

const lstmOnly = 1; // OEM_LSTM_ONLY
const sparseText = "11"; // PSM_SPARSE_TEXT

/**
 * Loads Tesseract and what it knows of languages from their npm packages (no network) into this
 * thread.
 *
 * @param memoryLimitBytes the size the WASM memory may reach
 * @param growing told what size it is about to have
 */
export async function loadTesseract(
  memoryLimitBytes: number,
  growing: (bytes: number) => void,
): Promise<Tesseract> {
  const require = createRequire(import.meta.url);
  const load = require("tesseract.js-core/tesseract-core-simd-lstm.js");
  const wasm = await Deno.readFile(
    require.resolve("tesseract.js-core/tesseract-core-simd-lstm.wasm"),
  );
  const compiled = await WebAssembly.compile(wasm);
  let memory!: WebAssembly.Memory;
  let isOver!: () => boolean;
  const core: Core = await load({
    print: () => {},
    printErr: () => {},
    TesseractProgress: () => {},
    instantiateWasm(
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      WebAssembly.instantiate(compiled, imports).then((instance) => {
        memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory)!;
        isOver = capMemory(memory, memoryLimitBytes, growing);
        ready(instance, compiled);
      });
      return {};
    },
  });
  for (const language of languages) {
    const file = `${language}.traineddata`;
    const packed = await Deno.readFile(
      require.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${file}.gz`),
    );
    core.FS.writeFile(file, gunzipSync(packed));
  }
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join("+"), lstmOnly) !== 0) {
    throw new Error("Cannot start Tesseract: it does not take its languages");
  }
  for (const language of languages) core.FS.unlink(`${language}.traineddata`);
  api.SetVariable("tessedit_pageseg_mode", sparseText);
  api.SetVariable("user_defined_dpi", "300");
  return {
    recognise(picture) {
      core.FS.writeFile("/input", toNetpbm(picture.data, picture.width, picture.height));
      try {
        if (api.SetImageFile(1, 0) !== 0) throw new Error("Tesseract takes no such picture");
        if (api.Recognize(null) !== 0) throw new Error("Tesseract gave up");
        return JSON.parse(api.GetJSONText(0));
      } finally {
        api.Clear();
        core.FS.unlink("/input");
      }
    },
    heapBytes: () => memory.buffer.byteLength,
    overLimit: isOver,
  };
}
