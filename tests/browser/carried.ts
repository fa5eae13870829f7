import { createReadStream, createWriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { untar } from "./untar.ts";

/** Where an unpacked Chromium lies and what its process needs in its environment. */
export interface CarriedChromium {
  executable: string;
  env: Record<string, string>;
}

/**
 * The Chromium that @sparticuz/chromium carries, unpacked on first use (about
 * 3 s and 200 MB) into `cache`. Any number of processes and threads may ask at
 * once: a lock lets one unpack, and the folder appears under its name only when
 * whole, so that a run killed half-way leaves nothing that looks finished.
 *
 * The package's own `executablePath()` is not used: it writes straight to its
 * final place and takes a half-written file of another process for a whole one.
 *
 * Throws on anything but Linux on x64, for which alone the package has a binary.
 */
export async function carriedChromium(
  cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url)),
): Promise<CarriedChromium> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new Error(
      "Cannot start Chromium: none is installed, and the one in @sparticuz/chromium " +
        "is for Linux on x64. Install Chromium or set CHROMIUM_PATH.",
    );
  }
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(
    await Deno.readTextFile(join(root, "package.json")),
  );
  const home = join(cache, `chromium-${version}`);
  if (!await exists(home)) await unpackOnce(join(root, "bin"), home);
  return {
    executable: join(home, "chromium"),
    env: {
      ...await libraries(home),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    },
  };
}

async function unpackOnce(bin: string, home: string): Promise<void> {
  await Deno.mkdir(dirname(home), { recursive: true });
  using lock = await Deno.open(`${home}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (await exists(home)) return;
  const half = `${home}.half`;
  await Deno.remove(half, { recursive: true }).catch(() => {});
  await Deno.mkdir(half);
  await unpack(bin, half);
  await Deno.writeTextFile(join(half, "fonts.conf"), fontsConf(home));
  await Deno.rename(half, home);
}

async function unpack(bin: string, to: string): Promise<void> {
  await pipeline(
    createReadStream(join(bin, "chromium.br"), { highWaterMark: 1 << 20 }),
    createBrotliDecompress({ chunkSize: 1 << 21 }),
    createWriteStream(join(to, "chromium"), { mode: 0o755 }),
  );
  for (const name of ["al2023.tar.br", "fonts.tar.br"]) {
    const packed = await Deno.readFile(join(bin, name));
    for (const file of untar(brotliDecompressSync(packed))) {
      const path = join(to, file.path);
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeFile(path, file.data, { mode: file.mode });
    }
  }
}

// The machine's fonts where it has any, and Open Sans from the package always:
// with no font at all Chromium draws no text that is not in a web font.
const fontsConf = (home: string) =>
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;

// The loader itself says what the machine lacks (glibc's ld.so(8)); the
// package's libraries step in only then, for they ask for a newer glibc (2.34)
// than Chromium does.
async function libraries(home: string): Promise<Record<string, string>> {
  const { stdout } = await new Deno.Command(join(home, "chromium"), {
    env: { LD_TRACE_LOADED_OBJECTS: "1" },
    stderr: "null",
  }).output();
  const missing = new TextDecoder().decode(stdout).includes("not found");
  return missing ? { LD_LIBRARY_PATH: join(home, "lib") } : {};
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
