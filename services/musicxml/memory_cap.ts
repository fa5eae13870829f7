const PAGE_BYTES = 65_536;

/**
 * Keeps every WASM memory of this thread below `mostBytes`: whoever asks for more is told that there
 * is none, as on a machine that has no more. Only for memories that grow by JavaScript, as
 * Emscripten's do.
 */
export function capMemories(mostBytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > mostBytes) {
      throw new RangeError("Cannot grow the memory: it has its limit");
    }
    return grow.call(this, pages);
  };
}
