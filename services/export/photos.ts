/**
 * Photos in an export that are no score yet: each as it was brought in, in the order that they have.
 *
 * @module
 */
import type { PhotoDraft, PhotoItem } from "../../store/photo_drafts.ts";
import type { Store } from "../../store/store.ts";
import { createUniqueNames, safeName } from "./names.ts";

/** A photo, and where in the ZIP it is to be. */
export interface PlannedPhoto {
  readonly draft: PhotoDraft;
  readonly key: string;
  readonly bytes: number;
  readonly path: string;
}

/**
 * The photos that a person has brought in for what they are putting together; one that is a score
 * already has its place there.
 */
export async function plannedPhotos(store: Store, userId: string): Promise<PlannedPhoto[]> {
  const unique = createUniqueNames();
  return (await store.photoDrafts.list(userId)).flatMap((draft) => {
    const folder = unique(safeName(draft.title || "Without a title"));
    return draft.items.flatMap(({ source, bytes, name, format }, n) => {
      if (!("key" in source)) return [];
      const number = String(n + 1).padStart(2, "0");
      const file = safeName(name.replace(/\.[^.]{1,9}$/, ""), format === "png" ? ".png" : ".jpg");
      return [{ draft, key: source.key, bytes, path: `Photos/${folder}/${number} ${file}` }];
    });
  });
}

/** What `account.json` says of them, where `plan` has them. */
export async function photosTold(
  store: Store,
  userId: string,
  plan: readonly PlannedPhoto[],
  hashes: ReadonlyMap<string, string>,
): Promise<unknown[]> {
  const paths = new Map(plan.map(({ draft, key, path }) => [`${draft.id}/${key}`, path]));
  const photo = (draft: PhotoDraft, { source, turn, crop, out }: PhotoItem) => ({
    ...("key" in source
      ? { file: paths.get(`${draft.id}/${source.key}`) ?? null }
      : { sha256: hashes.get(source.score) ?? null }),
    turn,
    crop,
    takenOut: out === true,
  });
  return (await store.photoDrafts.list(userId)).map((draft) => ({
    title: draft.title,
    changedAt: new Date(draft.changedAt).toISOString(),
    photos: draft.items.map((item) => photo(draft, item)),
  }));
}
