import { useEffect } from "preact/hooks";

const EVERY_MS = 700;

/** Waits until the score has been read, then shows what was found. Without script the page reloads by itself. */
export default function ReadingWatch({ id }: { id: string }) {
  useEffect(() => {
    const timer = setInterval(look, EVERY_MS);
    async function look(): Promise<void> {
      const answer = await fetch(`/scores/${id}/metadata`).catch(() => null);
      if (answer?.ok && (await answer.json()).status === "ready") {
        clearInterval(timer);
        location.reload();
      }
    }
    return () => clearInterval(timer);
  }, [id]);

  return (
    <p role="status" class="text-quiet mt-2">
      The first page is being read. Title and composer follow in a moment.
    </p>
  );
}
