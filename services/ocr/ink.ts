import type { Grey, Ink } from "./grey.ts";

/** How dark ink is at most, as a share of what surrounds it: where that is even; and so much more where it is not. */
export const DARK = 0.76;
/** The same for what is faint, as the lines of staves are in a poor copy. */
export const FAINT = 0.82;
const contrast = 0.25;
/** Half of the greatest difference between two greys. */
const range = 128;
/** Darker than this is ink whatever surrounds it: large letters are wider than what is looked at. */
const black = 50;

/**
 * Where a picture has ink: pixels well darker than what surrounds them, so that a shadow across
 * the page is none (J. Sauvola and M. Pietikäinen, Adaptive document image binarization, 2000).
 */
export function inkOf({ data, width, height }: Grey, dark = DARK): Ink {
  const out = new Uint8Array(data.length);
  const reach = Math.max(8, Math.round(Math.max(width, height) / 90));
  // Of the rows within reach: each column's sum, and that of its squares.
  const sums = new Float64Array(width), squares = new Float64Array(width);
  const addRow = (y: number, sign: 1 | -1) => {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const grey = data[at];
      sums[x] += sign * grey;
      squares[x] += sign * grey * grey;
    }
  };
  for (let y = 0; y < Math.min(reach, height); y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(y + reach, 1);
    if (y - reach - 1 >= 0) addRow(y - reach - 1, -1);
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
    let sum = 0, square = 0, columns = 0;
    const addColumn = (x: number, sign: 1 | -1) => {
      sum += sign * sums[x];
      square += sign * squares[x];
      columns += sign;
    };
    for (let x = 0; x < Math.min(reach, width); x++) addColumn(x, 1);
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (x + reach < width) addColumn(x + reach, 1);
      if (x - reach - 1 >= 0) addColumn(x - reach - 1, -1);
      const mean = sum / (rows * columns);
      const spread = Math.sqrt(Math.max(0, square / (rows * columns) - mean * mean));
      const bound = mean * Math.min(0.9, dark + contrast * Math.min(1, spread / range));
      if (data[at] < bound || data[at] < black) out[at] = 1;
    }
  }
  return { data: out, width, height };
}

/** How many of a thousand pixels of ink stand with no or one other beside them: dirt and noise. */
export function specks({ data, width, height }: Ink): number {
  let alone = 0, all = 0;
  for (let y = 1; y < height - 1; y += 2) {
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at++) {
      if (data[at] === 0) continue;
      all++;
      const around = data[at - 1] + data[at + 1] + data[at - width] + data[at + width] +
        data[at - width - 1] + data[at - width + 1] + data[at + width - 1] + data[at + width + 1];
      if (around <= 1) alone++;
    }
  }
  return all === 0 ? 0 : 1000 * alone / all;
}

/** Paper's shade is looked for in squares of so many pixels. */
const square = 64;
/** So many of a hundred pixels are darker than paper, where there is writing. */
const darker = 70;

/** The picture as if its paper were white everywhere. */
export function evened({ data, width, height }: Grey): Grey {
  const across = Math.ceil(width / square) + 1, down = Math.ceil(height / square) + 1;
  const paper = new Float32Array(across * down);
  const counts = new Uint32Array(256);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      counts.fill(0);
      let all = 0;
      const [top, left] = [(row - 0.5) * square, (column - 0.5) * square];
      for (let y = Math.max(0, top); y < Math.min(height, top + square); y += 2) {
        for (let x = Math.max(0, left); x < Math.min(width, left + square); x += 2) {
          counts[data[y * width + x]]++;
          all++;
        }
      }
      let shade = 0;
      for (let seen = 0; shade < 255 && seen + counts[shade] < darker * all / 100; shade++) {
        seen += counts[shade];
      }
      paper[row * across + column] = Math.max(60, shade);
    }
  }
  const out = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / square), low = y / square - row;
    for (let x = 0; x < width; x++, at++) {
      const column = Math.floor(x / square), right = x / square - column;
      const one = row * across + column;
      const above = paper[one] + right * (paper[one + 1] - paper[one]);
      const below = paper[one + across] + right * (paper[one + across + 1] - paper[one + across]);
      out[at] = Math.min(255, 255 * data[at] / (above + low * (below - above)));
    }
  }
  return { data: out, width, height };
}
