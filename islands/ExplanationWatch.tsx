import { useEffect, useState } from "preact/hooks";
import type { ExplanationView } from "../services/explaining/view.ts";
import { Prose } from "./_parts/Prose.tsx";

const AGAIN_MS = 5_000;

/** An explanation while it is written: the text grows as it comes. Without script the page reloads by itself. */
export default function ExplanationWatch(props: { id: string; view: ExplanationView }) {
  const [view, setView] = useState(props.view);
  const address = `/scores/${props.id}/explanation/events`;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const events = new EventSource(address);
    events.onmessage = ({ data }) => {
      const next: ExplanationView | null = JSON.parse(data);
      if (next === null || next.status === "failed") return location.reload();
      setView(next);
      if (next.status === "done") events.close();
    };
    events.onerror = () => {
      // A browser tries again by itself where the line broke, but not where it was told off.
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(again, AGAIN_MS);
    };
    /** Loads the page anew, as soon as it is there. */
    async function again(): Promise<void> {
      const answer = await fetch(location.href).catch(() => null);
      if (answer?.ok) return location.reload();
      timer = setTimeout(again, AGAIN_MS);
    }
    return () => {
      clearTimeout(timer);
      events.close();
    };
  }, [address]);

  const { status, blocks, notice, source } = view;
  // The last block may still grow: a screen reader is told of it when it is whole.
  const whole = status === "writing" ? blocks.slice(0, -1) : blocks;
  return (
    <section aria-label="Explanation by Gemini">
      <p role="status" class="text-quiet border-l-2 border-rule pl-4 py-1 mb-6">
        {notice || "The text is complete."}
      </p>
      <div class="prose-serif">
        <div aria-live="polite" aria-relevant="additions">
          <Prose blocks={whole} />
        </div>
        <Prose blocks={blocks.slice(whole.length)} />
      </div>
      {source !== "" && <p class="text-sm text-quiet mt-6">{source}</p>}
    </section>
  );
}
