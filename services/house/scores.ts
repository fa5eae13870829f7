/**
 * What belongs to scores: how they come in, are read, drawn and found, and how they go.
 *
 * @module
 */
import { createCollections } from "../collections/collections.ts";
import { createExplainJob } from "../explaining/explain_job.ts";
import { createExplanations } from "../explaining/explanations.ts";
import { createExports, EXPORT } from "../export/exports.ts";
import { createFormats } from "../formats/formats.ts";
import { createBringIn } from "../import/bring_in.ts";
import { IMPORT } from "../import/import_job.ts";
import { createImports } from "../import/imports.ts";
import { whileEnabled } from "../jobs/while_enabled.ts";
import { BIN_WORK, createBin } from "../library/bin.ts";
import { BULK, createBulk, createBulkJob } from "../library/bulk.ts";
import { createComposers } from "../library/composers.ts";
import { createIndexes } from "../library/indexes.ts";
import { createShelf } from "../library/shelf.ts";
import { createViews } from "../library/views.ts";
import { createOcrEngine } from "../ocr/engine.ts";
import type { PdfEngineOptions } from "../pdf/engine.ts";
import { createSamples } from "../samples/samples.ts";
import { createArrivals } from "../scores/arrivals.ts";
import { createAskJob } from "../scores/ask_job.ts";
import { createIntake } from "../scores/intake.ts";
import { createLibrary } from "../scores/library.ts";
import { createPageImages } from "../scores/page_images.ts";
import { createPhotoDrafts } from "../scores/photo_drafts.ts";
import { createPictureJob } from "../scores/picture_job.ts";
import { createPlaces } from "../scores/places.ts";
import { createPractice } from "../scores/practice.ts";
import { createReadJob } from "../scores/read_job.ts";
import { createReadings } from "../scores/readings.ts";
import { createUploads } from "../scores/upload.ts";
import { createShares } from "../sharing/shares.ts";
import { createRoom } from "../threads/room.ts";
import type { HouseNeeds } from "./needs.ts";
import type { People } from "./people.ts";

interface Needs extends HouseNeeds {
  readonly people: People;
  /** The limits of what reads scores, where they are not the house's. */
  readonly reading: PdfEngineOptions;
}

/** Its services, and how its jobs are done: those of a disabled account wait. */
export function createScores({ config, store, world, outside, later, people, reading }: Needs) {
  const { gemini, originals } = outside;
  const { post, news } = people.inner;
  const { allowance, consents, ledger, sessions, space } = people.services;
  const room = createRoom();
  const formats = createFormats({ ...reading, room });
  const ocr = createOcrEngine({ room });
  const images = createPageImages(store, formats, originals, world);
  const readings = createReadings({ store, consents, jobs: later });
  const bin = createBin({ store, originals, jobs: later, readings, world });
  const intake = createIntake({ store, jobs: later, originals, bin, world });
  const uploads = createUploads({ formats, originals, intake, space, world });
  const views = createViews(store);
  const indexes = createIndexes(store, world);
  const shelf = createShelf(store, indexes);
  const exports = createExports({
    store,
    originals,
    ledger,
    sessions,
    space,
    jobs: later,
    post,
    origin: config.origin,
    stored: config.storage !== null,
    world,
  });
  const imports = createImports({
    store,
    jobs: later,
    sessions,
    bringIn: createBringIn({ store, uploads, bin, views, world }),
    quota: config.quotaBytes,
    world,
  });

  return {
    handlers: whileEnabled(
      {
        "read-score": createReadJob(store, formats, originals, images, readings, later),
        "read-picture": createPictureJob({ store, formats, originals, ocr }),
        "ask-gemini": createAskJob({ store, images, gemini, readings, allowance, news, world }),
        "explain-score": createExplainJob({ store, images, gemini, allowance, news, world }),
        [BULK]: createBulkJob({ store, world }),
        [BIN_WORK]: bin.job,
        [EXPORT]: exports.job,
        [IMPORT]: imports.job,
      },
      store.users,
      world,
    ),
    services: {
      library: createLibrary(store),
      shelf,
      bin,
      bulk: createBulk({ store, shelf, jobs: later, world }),
      views,
      composers: createComposers(indexes),
      collections: createCollections({ store, indexes, world }),
      shares: createShares({ store, allowance, world }),
      uploads,
      exports,
      imports,
      samples: createSamples({ store, indexes, uploads, world }),
      arrivals: createArrivals({ store, formats, originals, intake, space, sessions, world }),
      photos: createPhotoDrafts({ store, formats, originals, intake, space, world }),
      images,
      practice: createPractice({ store, world }),
      places: createPlaces({ store, images }),
      formats,
      readings,
      explanations: createExplanations({ store, jobs: later, world, setUp: gemini !== null }),
    },

    /** Ends what reads scores. */
    close(): void {
      formats.close();
      ocr.close();
    },
  };
}
