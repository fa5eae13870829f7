/**
 * Scores to try, for whoever has none yet: public-domain music that was typeset for this project.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { Indexes } from "../library/indexes.ts";
import type { createUploads } from "../scores/upload.ts";
import type { World } from "../world.ts";

/** A score to try. */
export interface Sample {
  readonly file: string;
  readonly title: string;
  readonly composer: string;
  /** What it is for. */
  readonly scoring: string;
  readonly pages: number;
}

/** The samples, one of each kind: pages to turn, words to sing, a file that is engraved here. */
export const SAMPLES: readonly Sample[] = [
  {
    file: "prelude.pdf",
    title: "Prelude in C major",
    composer: "Johann Sebastian Bach",
    scoring: "piano",
    pages: 2,
  },
  {
    file: "silent-night.pdf",
    title: "Stille Nacht",
    composer: "Franz Xaver Gruber",
    scoring: "voice and piano",
    pages: 1,
  },
  {
    file: "greensleeves.musicxml",
    title: "Greensleeves",
    composer: "Traditional",
    scoring: "flute and cello",
    pages: 1,
  },
];

/** Height by width of an A4 page. */
const A4 = 1.414;

/** Gives people the samples, and takes them away. */
export function createSamples({ store, indexes, uploads, world }: {
  readonly store: Pick<Store, "bin">;
  readonly indexes: Indexes;
  readonly uploads: Pick<ReturnType<typeof createUploads>, "add">;
  readonly world: World;
}) {
  return {
    /**
     * Adds the samples to a person's library as scores of their own: each has its own copy, which
     * goes with it. One that is there already is not added again, and one in the bin comes back.
     *
     * @throws {Problem} `quota_full`
     */
    async add(userId: string): Promise<void> {
      // The library shows what came last first.
      for (const { file, pages } of SAMPLES.toReversed()) {
        const content = [await Deno.readFile(new URL(`./files/${file}`, import.meta.url))];
        await uploads.add(userId, {
          name: file,
          content: ReadableStream.from(content),
          // Known, so that nobody waits for what opens scores to begin, or finds it away.
          sample: { pages, shapes: Array(pages).fill(A4) },
        });
      }
    },

    /**
     * Puts the samples in the bin.
     *
     * @returns how many there were, and which act it was (milliseconds since 1970)
     */
    async remove(userId: string): Promise<{ count: number; at: number }> {
      const at = world.now();
      const samples = (await indexes.of(userId)).all().filter(({ card }) => card.sample);
      for (const { card } of samples) await store.bin.put(userId, card.id, at);
      return { count: samples.length, at };
    },
  };
}
