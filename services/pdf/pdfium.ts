import { init } from "@embedpdf/pdfium";
import { capMemory } from "../threads/memory_cap.ts";

type Call = (...args: number[]) => number;

/** The WASM functions this app calls, by the names of PDFium's public headers. */
const names = [
  "PDFiumExt_Init",
  "FPDF_LoadMemDocument",
  "FPDF_CloseDocument",
  "FPDF_GetLastError",
  "FPDF_GetPageCount",
  "FPDF_GetMetaText",
  "FPDF_GetPageSizeByIndexF",
  "FPDF_LoadPage",
  "FPDF_ClosePage",
  "FPDF_GetPageWidthF",
  "FPDF_GetPageHeightF",
  "FPDF_GetPageBoundingBox",
  "FPDFPage_GetRotation",
  "FPDFPage_GetAnnotCount",
  "FPDFPage_CountObjects",
  "FPDFPage_GetObject",
  "FPDFPageObj_GetType",
  "FPDFPageObj_GetBounds",
  "FPDFPageObj_GetFillColor",
  "FPDFPageObj_GetMatrix",
  "FPDFFormObj_CountObjects",
  "FPDFFormObj_GetObject",
  "FPDFPageObj_SetIsActive",
  "FPDFText_LoadPage",
  "FPDFText_ClosePage",
  "FPDFText_CountChars",
  "FPDFText_GetUnicode",
  "FPDFText_HasUnicodeMapError",
  "FPDFText_IsGenerated",
  "FPDFText_GetCharBox",
  "FPDFText_GetLooseCharBox",
  "FPDFText_GetCharOrigin",
  "FPDFText_GetMatrix",
  "FPDFText_GetFontSize",
  "FPDFText_GetTextObject",
  "FPDFTextObj_GetFont",
  "FPDFFont_GetBaseFontName",
  "FPDFFont_GetWeight",
  "FPDFFont_GetItalicAngle",
  "FPDFBitmap_CreateEx",
  "FPDFBitmap_FillRect",
  "FPDFBitmap_GetBuffer",
  "FPDFBitmap_GetStride",
  "FPDFBitmap_Destroy",
  "FPDF_RenderPageBitmap",
  "malloc",
  "free",
] as const;

/** PDFium in this thread: its functions, its memory, and whether that ran out. */
export type Pdfium = Record<typeof names[number], Call> & {
  /** Fresh views: the buffer changes whenever the memory grows. */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer>;
  doubles(at: number, count: number): Float64Array;
  floats(at: number, count: number): Float32Array;
  ints(at: number, count: number): Int32Array;
  heapBytes(): number;
  /** True once PDFium asked for more memory than the limit: its state is not to be trusted. */
  overLimit(): boolean;
};

/**
 * Loads PDFium from its npm package (no network) into this thread.
 *
 * The module's only way to more memory is `WebAssembly.Memory.grow`; replacing
 * that one method caps it, since the module declares a maximum of 2 GB itself.
 *
 * @param wasm the bytes of pdfium.wasm
 * @param memoryLimitBytes the size the WASM memory may reach
 * @param growing told what size it is about to have
 */
export async function loadPdfium(
  wasm: Uint8Array<ArrayBuffer>,
  memoryLimitBytes: number,
  growing: (bytes: number) => void,
): Promise<Pdfium> {
  const compiled = await WebAssembly.compile(wasm);
  let memory!: WebAssembly.Memory;
  let exports!: Record<string, Call>;
  let isOver!: () => boolean;
  await init(
    {
      print: () => {},
      printErr: () => {},
      instantiateWasm(
        imports: WebAssembly.Imports,
        ready: (instance: WebAssembly.Instance) => void,
      ) {
        WebAssembly.instantiate(compiled, imports).then((instance) => {
          memory = instance.exports.memory as WebAssembly.Memory;
          exports = instance.exports as Record<string, Call>;
          isOver = capMemory(memory, memoryLimitBytes, growing);
          ready(instance);
        });
        return {};
      },
    } as Parameters<typeof init>[0],
  );
  const calls = Object.fromEntries(names.map((name) => {
    if (typeof exports[name] !== "function") {
      throw new Error(`Cannot load PDFium: it has no ${name}`);
    }
    return [name, exports[name]];
  })) as Record<typeof names[number], Call>;
  calls.PDFiumExt_Init();
  return {
    ...calls,
    bytes: (at, length) => new Uint8Array(memory.buffer as ArrayBuffer, at, length),
    doubles: (at, count) => new Float64Array(memory.buffer, at, count),
    floats: (at, count) => new Float32Array(memory.buffer, at, count),
    ints: (at, count) => new Int32Array(memory.buffer, at, count),
    heapBytes: () => memory.buffer.byteLength,
    overLimit: isOver,
  };
}

/**
 * Reads a string from a PDFium function that fills a buffer and answers the
 * length in bytes it needs, terminator included.
 *
 * @param fill calls the function with the buffer and its length
 */
export function readString(
  pdfium: Pdfium,
  encoding: "utf-16le" | "utf-8",
  fill: (buffer: number, length: number) => number,
): string {
  const longest = 4096;
  const needed = fill(0, 0);
  const terminator = encoding === "utf-8" ? 1 : 2;
  if (needed <= terminator || needed > longest) return "";
  const buffer = pdfium.malloc(needed);
  if (!buffer) return "";
  try {
    const written = fill(buffer, needed);
    if (written !== needed) return "";
    return new TextDecoder(encoding).decode(
      pdfium.bytes(buffer, needed - terminator).slice(),
    );
  } finally {
    pdfium.free(buffer);
  }
}
