/**
 * How large the memory of a WASM program may grow: whoever asks for more is told that there is none,
 * as on a machine that has no more. Only for memories that grow by JavaScript, as Emscripten's do.
 *
 * @module
 */

const PAGE_BYTES = 65_536;

type Grow = (this: WebAssembly.Memory, pages: number) => number;

/** Told how large a memory is about to be. */
type Growing = (bytes: number) => void;

function capped(grow: Grow, mostBytes: number, onOver: () => void, growing: Growing): Grow {
  return function (pages) {
    const bytes = this.buffer.byteLength + pages * PAGE_BYTES;
    if (bytes > mostBytes) {
      onOver();
      throw new RangeError("Cannot grow the memory: it has its limit");
    }
    growing(bytes);
    return grow.call(this, pages);
  };
}

/**
 * Keeps one memory below `mostBytes`.
 *
 * @returns whether more was ever asked for: what the program says then is not to be believed
 */
export function capMemory(
  memory: WebAssembly.Memory,
  mostBytes: number,
  growing: Growing,
): () => boolean {
  let over = false;
  const value = capped(memory.grow, mostBytes, () => over = true, growing);
  Object.defineProperty(memory, "grow", { value });
  return () => over;
}

/** Keeps every memory of this thread below `mostBytes`, for programs that make their own. */
export function capMemories(mostBytes: number, growing: Growing): void {
  const { prototype } = WebAssembly.Memory;
  prototype.grow = capped(prototype.grow, mostBytes, () => {}, growing);
}
