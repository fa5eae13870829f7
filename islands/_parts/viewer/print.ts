/** Puts all pages below one another, for paper alone, and prints them once all are there. */
export async function printPages(addresses: readonly string[]): Promise<void> {
  const sheets = document.createElement("div");
  sheets.className = "sheets";
  const pictures = addresses.map((address) =>
    Object.assign(new Image(), { src: address, alt: "" })
  );
  sheets.append(...pictures);
  document.body.append(sheets);
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  addEventListener("afterprint", () => sheets.remove(), { once: true });
  print();
}
