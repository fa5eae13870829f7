import type { Collection } from "../../store/collections.ts";

/** The names of the collections and setlists that a score is in, by its id. */
export type Memberships = ReadonlyMap<string, readonly string[]>;

/** Who is in what. */
export function membershipsOf(collections: readonly Collection[]): Memberships {
  const found = new Map<string, string[]>();
  for (const { name, items } of collections) {
    for (const id of new Set(items.map(({ id }) => id))) {
      const names = found.get(id);
      if (names === undefined) found.set(id, [name]);
      else names.push(name);
    }
  }
  return found;
}
