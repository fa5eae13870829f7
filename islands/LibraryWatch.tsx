import { useEffect } from "preact/hooks";
import { refresh } from "./_parts/refresh.ts";

const FIRST_LOOK_MS = 1_000;
const LONGEST_MS = 15_000;

/** Shows cards of scores that are being read anew, until all of them have been read. */
export default function LibraryWatch() {
  useEffect(() => {
    let wait = FIRST_LOOK_MS;
    let timer = setTimeout(look, wait);
    async function look(): Promise<void> {
      wait = Math.min(wait * 1.3, LONGEST_MS);
      if (await refresh()) timer = setTimeout(look, wait);
    }
    return () => clearTimeout(timer);
  }, []);
  return null;
}
