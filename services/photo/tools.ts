import { FormatError } from "../formats/error.ts";
import type { ScoreDocument, Tools } from "../formats/format.ts";
import { loadDocument } from "../formats/load.ts";
import { createQueue } from "../threads/queue.ts";
import { inspectPhoto, photoPixels, renderPhoto } from "./photo.ts";

const away = (message: string) => new FormatError("unavailable", message);

/** What is done with photos: one at a time, in turns that are fair between people. */
export function createPhotoTools(): Tools {
  const queue = createQueue();

  function inTurn<T>(doc: ScoreDocument, work: (bytes: Uint8Array) => Promise<T>): Promise<T> {
    return queue.run(
      doc.owner ?? "",
      async () => await work(await loadDocument(doc, "the picture", away)),
    );
  }

  return {
    inspect: (doc) => inTurn(doc, inspectPhoto),
    // All that it says, it says as a picture.
    read: () => Promise.resolve({ pages: { value: 1, source: "file", confidence: 1 } }),
    render: (doc, _page, widthPx) => inTurn(doc, (bytes) => renderPhoto(bytes, widthPx)),
    pictures: {
      pictured: () => Promise.resolve(true),
      pixels: (doc, _page, longerPx) => inTurn(doc, (bytes) => photoPixels(bytes, longerPx)),
    },
  };
}
