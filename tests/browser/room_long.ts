/** How full the library is, on the page that fills it. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { startApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";
import { atBrowser } from "./at_browser.ts";

Deno.test("the room that is taken grows with what is added, and a file too large looks too large", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  await atBrowser(visitor, {}, async (page) => {
    await page.goto("/scores/new");
    await page.getByText("Drop files anywhere").waitFor();
    await page.getByText("0 bytes of 2 GB used").waitFor();
    const bytes = await pdfFile("", { padding: 2_000_000 }).bytes();
    const large = { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from(bytes) };
    await page.setInputFiles("#file", large);
    await page.getByText("1 of 1 added").waitFor();
    await page.getByText("2 MB of 2 GB used").waitFor();
    const room = page.getByRole("meter", { name: "Room that your scores take" });
    assert.equal(await room.getAttribute("value"), String(bytes.length));
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>("#file")!;
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(60 * 1024 ** 2)], "b.pdf"));
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.getByText("The file is too large: at most 50 MB.").waitFor();
    await page.getByText("60 MB", { exact: true }).waitFor();
    await page.getByText("1 of 2 added").waitFor();
  });
});
