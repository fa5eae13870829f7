/** How large something is: "940 bytes", "12 kB", "3.4 MB", "2.1 GB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "one byte" : `${bytes} bytes`;
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
