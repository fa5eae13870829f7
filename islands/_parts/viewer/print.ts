/**
 * Puts all pages of a score below one another, for paper alone, and prints them once all are there.
 *
 * @param box the part of each page that is shown; null: all of it
 */
export async function printPages(id: string, count: number, box: string | null): Promise<void> {
  const part = box === null ? "" : `&crop=${box}`;
  const sheets = document.createElement("div");
  sheets.className = "sheets";
  const pictures = Array.from({ length: count }, (_, n) => {
    const src = `/scores/${id}/pages/${n + 1}?w=1600${part}`;
    return Object.assign(new Image(), { src, alt: "" });
  });
  sheets.append(...pictures);
  document.body.append(sheets);
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  addEventListener("afterprint", () => sheets.remove(), { once: true });
  print();
}
