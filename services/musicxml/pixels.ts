/** Opaque pixels of four channels as three, or as one where none has a colour. */
export function withoutAlpha(
  pixels: Uint8Array,
): { data: Uint8Array<ArrayBuffer>; channels: 1 | 3 } {
  const count = pixels.length / 4;
  const channels = hasColour(pixels) ? 3 : 1;
  const data = new Uint8Array(count * channels);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += channels) {
    for (let channel = 0; channel < channels; channel++) {
      data[to + channel] = pixels[from + channel];
    }
  }
  return { data, channels };
}

function hasColour(pixels: Uint8Array): boolean {
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return true;
  }
  return false;
}
