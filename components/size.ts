/** How large something is: "940 bytes", "12 kB", "3.4 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "one byte" : `${bytes} bytes`;
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
