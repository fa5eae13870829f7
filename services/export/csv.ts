/** What a table program would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as text after RFC 4180, in UTF-8 with its mark, so that table programs know the letters.
 * A cell that begins like a formula gets an apostrophe before it (OWASP, "CSV Injection").
 */
export function csvRow(cells: readonly (string | number)[]): string {
  return cells.map(cell).join(",") + "\r\n";
}

/** Stands before the first row. */
export const CSV_BEGINNING = "\ufeff";

function cell(value: string | number): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
