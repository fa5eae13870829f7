import { useEffect } from "preact/hooks";
import type { Progress } from "../services/progress.ts";

/** Something between here and the server may hold events back: without a first one we look by ourselves. */
const SILENT_MS = 5_000;
const FIRST_LOOK_MS = 1_000;
const LONGEST_MS = 30_000;

/** Shows the new page's parts; what does so comes with the first news. Says whether to look again. */
const renew = (): Promise<boolean> =>
  import("./_parts/refresh.ts").then(({ refresh }) => refresh(), () => true);

/**
 * Shows what the page waits for as it comes: puts the new page's parts marked `data-live` in place
 * of the old ones. Without script the page reloads by itself.
 */
export default function PageWatch({ events: address, mark }: {
  /** Where the news come from. */
  events: string;
  /** Of what the page shows. */
  mark: string;
}) {
  useEffect(() => {
    let seen = mark;
    let wait = FIRST_LOOK_MS;
    let timer = setTimeout(look, SILENT_MS);
    const events = new EventSource(address);
    events.onmessage = ({ data }) => {
      clearTimeout(timer);
      const now: Progress = JSON.parse(data);
      if (now.settled) events.close();
      if (now.mark === seen) return;
      seen = now.mark;
      renew();
    };
    // A lost connection is mended by the browser; a refused one is closed for good.
    events.onerror = () => {
      if (events.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(look, wait);
    };

    async function look(): Promise<void> {
      events.close();
      wait = Math.min(wait * 1.5, LONGEST_MS);
      if (await renew()) timer = setTimeout(look, wait);
    }
    return () => {
      clearTimeout(timer);
      events.close();
    };
  }, [address]);
  return null;
}
