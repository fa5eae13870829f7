/** A picture in shades of grey, one byte a pixel: 0 is black. */
export interface Grey {
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** A picture of ink: 1 where there is some. */
export type Ink = Grey;

/** Where something stands in a picture, in pixels; `right` and `bottom` are just outside it. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The picture turned about its middle, clockwise, its size kept; what comes in from outside is white.
 *
 * @param degrees a few: what stood in the corners is lost
 */
export function rotated({ data, width, height }: Grey, degrees: number): Grey {
  const out = new Uint8Array(data.length).fill(255);
  const turn = degrees * Math.PI / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [width / 2, height / 2];
  for (let y = 0, to = 0; y < height; y++) {
    let fromX = middleX - cos * middleX + sin * (y - middleY);
    let fromY = middleY + sin * middleX + cos * (y - middleY);
    for (let x = 0; x < width; x++, to++, fromX += cos, fromY -= sin) {
      const left = Math.floor(fromX), top = Math.floor(fromY);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const right = fromX - left, down = fromY - top;
      const above = data[at] + right * (data[at + 1] - data[at]);
      const below = data[at + width] + right * (data[at + width + 1] - data[at + width]);
      out[to] = above + down * (below - above);
    }
  }
  return { data: out, width, height };
}

/** A part of the picture; `right` and `bottom` are just outside it. */
export function cut(
  { data, width }: Grey,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Grey {
  const out = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    out.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { data: out, width: right - left, height: bottom - top };
}

/** The picture at half its size, each pixel the mean of four. */
export function halved({ data, width, height }: Grey): Grey {
  const [across, down] = [width >> 1, height >> 1];
  const out = new Uint8Array(across * down);
  for (let y = 0, to = 0; y < down; y++) {
    for (let x = 0, at = 2 * y * width; x < across; x++, at += 2, to++) {
      out[to] = (data[at] + data[at + 1] + data[at + width] + data[at + width + 1] + 2) >> 2;
    }
  }
  return { data: out, width: across, height: down };
}

/** The picture at twice its size, pixels between others being their mean. */
export function doubled({ data, width, height }: Grey): Grey {
  const out = new Uint8Array(4 * data.length);
  for (let y = 0; y < height; y++) {
    const below = y + 1 < height ? width : 0;
    for (let x = 0; x < width; x++) {
      const at = y * width + x, right = x + 1 < width ? 1 : 0;
      const to = 4 * y * width + 2 * x;
      const [a, b, c, d] = [data[at], data[at + right], data[at + below], data[at + right + below]];
      out[to] = a;
      out[to + 1] = (a + b) >> 1;
      out[to + 2 * width] = (a + c) >> 1;
      out[to + 2 * width + 1] = (a + b + c + d) >> 2;
    }
  }
  return { data: out, width: 2 * width, height: 2 * height };
}

/** Each pixel the middle one of the nine around it: single bright and dark ones go, edges stay. */
export function mediated({ data, width, height }: Grey): Grey {
  const out = new Uint8Array(data);
  const nine = new Uint8Array(9);
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at++) {
      for (let row = 0, from = at - width - 1; row < 9; row += 3, from += width) {
        nine[row] = data[from];
        nine[row + 1] = data[from + 1];
        nine[row + 2] = data[from + 2];
      }
      nine.sort();
      out[at] = nine[4];
    }
  }
  return { data: out, width, height };
}
