/** What is on paper: a score's pages, and the part of each that is shown; null: all of it. */
interface Wanted {
  readonly id: string;
  readonly pages: number;
  box(): string | null;
}

/**
 * Puts all pages of a score below one another, for paper alone, whenever the browser prints, until
 * `signal` is aborted.
 *
 * @returns prints them once all are there
 */
export function createPrinter(
  { id, pages, box }: Wanted,
  signal: AbortSignal,
): () => Promise<void> {
  const sheets = document.createElement("div");
  sheets.className = "sheets";

  function lay(): void {
    if (sheets.isConnected) return;
    const part = box() === null ? "" : `&crop=${box()}`;
    sheets.replaceChildren(...Array.from({ length: pages }, (_, n) => {
      const src = `/scores/${id}/pages/${n + 1}?w=1600${part}`;
      return Object.assign(new Image(), { src, alt: "" });
    }));
    document.body.append(sheets);
  }

  // From the browser's own menu there is no time to wait in: it waits itself for what it prints.
  addEventListener("beforeprint", lay, { signal });
  addEventListener("afterprint", () => sheets.remove(), { signal });
  return async () => {
    lay();
    await Promise.allSettled([...sheets.querySelectorAll("img")].map((page) => page.decode()));
    print();
  };
}
