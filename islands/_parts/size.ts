const MB = 1024 ** 2;

/**
 * How large something is, a MB having 1024 × 1024 bytes as in the limits and settings; rounded up,
 * so that what is too large looks so.
 *
 * @example
 * [1, 940, 12_000, 3.4e6, 50 * 1024 ** 2].map(sizeInWords);
 * // "one byte", "940 bytes", "12 kB", "3.3 MB", "50 MB"
 */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "one byte" : `${Math.ceil(bytes)} bytes`;
  if (bytes < MB / 10) return `${Math.ceil(bytes / 1024)} kB`;
  return bytes < 1024 * MB
    ? `${Math.ceil(bytes / MB * 10) / 10} MB`
    : `${Math.ceil(bytes / MB / 1024 * 100) / 100} GB`;
}
