/**
 * Making a list.
 *
 * @module
 */
import type { CollectionKind } from "../../store/collections.ts";
import type { Store } from "../../store/store.ts";
import { limits, Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";

/**
 * The name as it is kept.
 *
 * @throws {Problem} `collection_nameless`, `collection_too_long`
 */
export function collectionName(typed: string): string {
  const name = typed.normalize("NFC").replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  if (name === "") throw new Problem("collection_nameless");
  if ([...name].length > limits.collectionCharacters) throw new Problem("collection_too_long");
  return name;
}

/**
 * A new list with nothing in it.
 *
 * @param name as `collectionName` gives it
 * @returns its id
 * @throws {Problem} `collection_taken`, `collections_too_many`
 */
export async function newCollection(
  { store, world }: { readonly store: Store; readonly world: World },
  userId: string,
  name: string,
  kind: CollectionKind,
): Promise<string> {
  const lists = await store.collections.list(userId);
  if (lists.length >= limits.collections) throw new Problem("collections_too_many");
  const id = newId(world);
  const made = await store.collections.add(userId, {
    id,
    name,
    kind,
    items: [],
    next: 1,
    createdAt: world.now(),
  });
  if (!made) throw new Problem("collection_taken");
  return id;
}
