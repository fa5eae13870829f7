import { isHalfRestored } from "../backup/restore.ts";
import { type Finding, well, wrong } from "./finding.ts";

const ABOUT = "database";
const PATIENCE_MS = 5_000;
/** A page asks it a dozen times. */
const SLOW_MS = 100;

/** Writes a row, reads it, and takes it away again. */
export async function examineDatabase(
  open: () => Promise<Deno.Kv>,
  where: string,
): Promise<Finding[]> {
  let kv: Deno.Kv | null = null;
  const key = ["doctor", crypto.randomUUID()];
  try {
    kv = await open();
    const start = performance.now();
    await kv.set(key, true, { expireIn: PATIENCE_MS });
    const { value } = await kv.get<boolean>(key);
    await kv.delete(key);
    const ms = Math.round(performance.now() - start);
    if (value !== true) {
      return [
        wrong(
          ABOUT,
          `${where} does not give back what was written`,
          "Is it read-only? Try another.",
        ),
      ];
    }
    if (await isHalfRestored(kv)) {
      return [
        wrong(ABOUT, "a restore into it broke off", "Run `deno task restore FILE` again."),
      ];
    }
    return ms > SLOW_MS * 3
      ? [wrong(
        ABOUT,
        `${where} is slow: a row took ${ms} ms to write and read`,
        "Run the app nearer to it, or give it a faster disk.",
      )]
      : [well(ABOUT, `${where} takes and gives rows (${ms} ms)`)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      wrong(
        ABOUT,
        `${where} cannot be used: ${reason}`,
        "May the app write there, and is there room? For a URL: is DENO_KV_ACCESS_TOKEN set?",
      ),
    ];
  } finally {
    kv?.close();
  }
}
