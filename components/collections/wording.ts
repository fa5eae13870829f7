import type { CollectionKind } from "../../store/collections.ts";

/** What people call each kind of list. */
export const KIND_NAMES: Record<CollectionKind, string> = {
  collection: "Collection",
  setlist: "Setlist",
};
