/** Millionths of a US dollar, as people write them: "$12.50"; less than a cent as it is. */
export function dollars(millionths: number): string {
  const amount = millionths / 1_000_000;
  const digits = amount > 0 && amount < 0.01 ? 6 : 2;
  return `$${
    amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: digits })
  }`;
}

/** Milliseconds: "250 ms", "2.5 s". */
export function latency(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toLocaleString("en")} s`;
}

/** "3 calls", "one call". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count.toLocaleString("en")} ${many}`;
}

/** A share in percent, so that a little is not nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const share = 100 * part / whole;
  return share > 0 && share < 1 ? "under 1 %" : `${Math.round(share)} %`;
}
