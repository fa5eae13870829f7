import { FormatError } from "../formats/error.ts";
import type { ScoreDocument, Tools } from "../formats/format.ts";
import { createQueue } from "../threads/queue.ts";
import { inspectPhoto, photoPixels, renderPhoto } from "./photo.ts";

/** What is done with photos: one at a time, in turns that are fair between people. */
export function createPhotoTools(): Tools {
  const queue = createQueue();

  async function load(doc: ScoreDocument): Promise<Uint8Array> {
    try {
      return await doc.load();
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      throw new FormatError("unavailable", `Cannot load the picture: ${why}`);
    }
  }

  function inTurn<T>(doc: ScoreDocument, work: (bytes: Uint8Array) => Promise<T>): Promise<T> {
    return queue.run(doc.owner ?? "", async () => await work(await load(doc)));
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
