/** As much of Verovio as is used here (https://book.verovio.org/toolkit-reference/). */
declare module "verovio/wasm" {
  /** The WASM module; its memory grows. */
  export interface VerovioModule {
    readonly HEAPU8: Uint8Array;
  }
  /** @param streams takes the lines that would be printed */
  export default function create(
    streams: { print(line: string): void; printErr(line: string): void },
  ): Promise<VerovioModule>;
}

declare module "verovio/esm" {
  import type { VerovioModule } from "verovio/wasm";

  export class VerovioToolkit {
    constructor(module: VerovioModule);
    setOptions(options: Record<string, string | number | boolean>): void;
    /** Whether it could be understood; the log says why not. */
    loadData(data: string): boolean | 0 | 1;
    getPageCount(): number;
    /** @param page from 1 */
    renderToSVG(page: number): string;
  }
}
