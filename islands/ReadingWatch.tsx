import { useEffect } from "preact/hooks";

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** Waits until the score has been read, then shows what was found. Without script the page reloads by itself. */
export default function ReadingWatch({ id }: { id: string }) {
  useEffect(() => {
    let wait = FIRST_MS;
    let timer = setTimeout(look, wait);
    async function look(): Promise<void> {
      const answer = await fetch(`/scores/${id}/metadata`).catch(() => null);
      if (answer?.ok && (await answer.json()).status === "ready") return location.reload();
      if (answer?.status === 401 || answer?.status === 404) return;
      wait = Math.min(wait * 1.5, LONGEST_MS);
      timer = setTimeout(look, wait);
    }
    return () => clearTimeout(timer);
  }, [id]);

  return (
    <p role="status" class="text-quiet mt-2">
      The first page is being read. Title and composer follow in a moment.
    </p>
  );
}
