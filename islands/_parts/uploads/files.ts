/**
 * The files that somebody drops or chooses, folders and all.
 *
 * @module
 */

/** Files, and how many in folders were passed over as they are none of the kinds that are taken. */
export interface Chosen {
  files: File[];
  passedOver: number;
}

/** What was dropped. What lies in a folder need not all be meant: only kinds that are taken are. */
export async function dropped(data: DataTransfer, accept: string): Promise<Chosen> {
  // Both must be asked for before anything is awaited: the browser forgets the drop then.
  const files = [...data.files];
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const folders = entries.filter((entry) => entry?.isDirectory);
  if (folders.length === 0) return { files, passedOver: 0 };
  const single = entries.filter((entry) => entry?.isFile);
  const alone = await Promise.all(single.map((entry) => fileOf(entry as FileSystemFileEntry)));
  const inside: File[] = [];
  for (const folder of folders) await walk(folder as FileSystemDirectoryEntry, inside);
  const { files: taken, passedOver } = ofKind(inside, accept);
  return { files: [...alone, ...taken], passedOver };
}

/** Those of a folder that are of the kinds that are taken, by their names. */
export function ofKind(files: Iterable<File>, accept: string): Chosen {
  const all = [...files];
  const extensions = accept.split(",").filter((kind) => kind.startsWith("."));
  const taken = all.filter(({ name }) =>
    !name.startsWith(".") && extensions.some((end) => name.toLowerCase().endsWith(end))
  );
  return { files: taken, passedOver: all.length - taken.length };
}

async function walk(folder: FileSystemDirectoryEntry, into: File[]): Promise<void> {
  const reader = folder.createReader();
  while (true) {
    // Not all at once: some browsers give a hundred at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([]))
    );
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, into);
      else into.push(await fileOf(entry as FileSystemFileEntry));
    }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
