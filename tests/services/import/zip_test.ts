import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { openZip, type Source } from "../../../services/import/zip.ts";
import { Problem } from "../../../services/problem.ts";

function source(bytes: Uint8Array): Source {
  async function* read(start: number, end: number) {
    for (let at = start; at < end; at += 1000) yield bytes.slice(at, Math.min(end, at + 1000));
  }
  return { bytes: bytes.length, read };
}

async function content(zip: Uint8Array, name: string): Promise<Uint8Array> {
  const parts = await Array.fromAsync((await openZip(source(zip))).get(name)!.content());
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

const refused = (code: string) => (error: unknown) =>
  error instanceof Problem && error.code === code;

/** The ZIP with `value` in its first entry's row of the directory. */
function changed(zip: Uint8Array, at: number, value: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  const directory = view.getUint32(copy.length - 6, true);
  view.setUint32(directory + at, value, true);
  return copy;
}

const text = new TextEncoder().encode("one and two and ".repeat(500));
const packed = zipSync({ a: text }, { level: 9 });
const stored = zipSync({ a: text, b: new Uint8Array() }, { level: 0 });

Deno.test("an entry that is stored, packed or empty is read as it was", async () => {
  assert.deepEqual(await content(stored, "a"), text);
  assert.deepEqual(await content(packed, "a"), text);
  assert.equal((await content(stored, "b")).length, 0);
});

Deno.test("a ZIP with words after its end is read; one that is cut, anywhere, is refused", async () => {
  const words = new TextEncoder().encode("commentary");
  const tail = new Uint8Array([...stored, ...words]);
  assert.deepEqual(await content(tail, "a"), text);
  for (let end = 0; end < packed.length; end += 1) {
    await assert.rejects(openZip(source(packed.slice(0, end))), refused("import_unreadable"));
  }
});

Deno.test("an entry that is not what its row says is refused", async () => {
  for (
    const [zip, why] of [
      [changed(packed, 24, text.length - 1), "import_unreadable"], // It is longer.
      [changed(packed, 24, text.length + 1), "import_unreadable"], // It is shorter.
      [changed(packed, 24, 0x7fffffff), "import_too_much"],
      [changed(stored, 20, 0x7fffffff), "import_unreadable"], // It ends outside.
      [changed(packed, 42, 0x7fffff), "import_unreadable"], // It begins outside.
      [changed(packed, 42, 7), "import_unreadable"], // It begins where none does.
      [changed(packed, 8, 0x00080001), "import_unreadable"], // It is encrypted.
      [changed(packed, 8, 0x000c0000), "import_unreadable"], // It is packed by something else.
    ] as const
  ) {
    await assert.rejects(content(zip, "a"), refused(why));
  }
});

Deno.test("bytes that do not unpack are refused", async () => {
  const copy = packed.slice();
  copy.fill(0xff, 31, 60);
  await assert.rejects(content(copy, "a"), refused("import_unreadable"));
});

Deno.test("a directory of more entries than anybody has is not read", async () => {
  const copy = stored.slice();
  const view = new DataView(copy.buffer);
  view.setUint16(copy.length - 12, 60_000, true);
  await assert.rejects(openZip(source(copy)), refused("import_too_much"));
});

Deno.test("sizes and places that need eight bytes are read where they stand", async () => {
  const zip = zipSync({ a: text }, { level: 0 });
  const place = new DataView(zip.buffer).getUint32(zip.length - 6, true);
  const [row, end] = [zip.slice(place, zip.length - 22), zip.slice(zip.length - 22)];
  const long = new DataView(new ArrayBuffer(28));
  long.setUint16(0, 1, true);
  long.setUint16(2, 24, true);
  for (const at of [4, 12]) long.setBigUint64(at, BigInt(text.length), true);
  const rowView = new DataView(row.buffer);
  for (const at of [20, 24, 42]) rowView.setUint32(at, 0xffffffff, true);
  rowView.setUint16(30, 28, true);
  const end64 = new DataView(new ArrayBuffer(76));
  end64.setUint32(0, 0x06064b50, true);
  end64.setBigUint64(32, 1n, true);
  end64.setBigUint64(40, BigInt(row.length + 28), true);
  end64.setBigUint64(48, BigInt(place), true);
  end64.setUint32(56, 0x07064b50, true);
  end64.setBigUint64(64, BigInt(place + row.length + 28), true);
  end.fill(0xff, 8, 20);
  const parts = [zip.slice(0, place), row, long, end64, end];
  const large = new Uint8Array(await new Blob(parts).arrayBuffer());
  assert.deepEqual(await content(large, "a"), text);
  const lied = large.slice();
  new DataView(lied.buffer).setUint8(large.length - 22 - 20 + 8 + 7, 0x7f);
  await assert.rejects(openZip(source(lied)), refused("import_unreadable"));
});

Deno.test("a name is found however its accents are written", async () => {
  const entries = await openZip(source(zipSync({ "E\u0301tude.pdf": text })));
  assert.deepEqual([...entries.keys()], ["\u00c9tude.pdf"]);
});
