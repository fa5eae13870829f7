import type { FunctionComponent } from "preact";
import { useState } from "preact/hooks";
import { useDrop } from "./_parts/uploads/drop.ts";
import type { Unfinished } from "../services/scores/arrivals.ts";
import type { Chosen } from "./_parts/uploads/files.ts";

/** Takes what is dropped on the library; what sends it is loaded only then. */
export default function DropScores({ maxBytes, accept }: { maxBytes: number; accept: string }) {
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [Panel, setPanel] = useState<FunctionComponent<PanelProps> | null>(null);
  const [unfinished, setUnfinished] = useState<Unfinished[]>([]);
  const over = useDrop(accept, async (more) => {
    setChosen((before) => [...before, more]);
    const { DropPanel } = await import("./_parts/uploads/DropPanel.tsx");
    if (Panel !== null) return;
    const answer = await fetch("/uploads").catch(() => null);
    setUnfinished(answer?.ok ? await answer.json() : []);
    setPanel(() => DropPanel);
  });
  return (
    <>
      {over && (
        <p class="fixed inset-x-4 bottom-4 z-20 py-8 rounded-sm border-2 border-dashed border-accent bg-raised text-center font-serif text-xl pointer-events-none">
          Drop files or folders to add them
        </p>
      )}
      {Panel && <Panel chosen={chosen} maxBytes={maxBytes} unfinished={unfinished} />}
    </>
  );
}

/** What the panel is given: all that was dropped so far. */
export interface PanelProps {
  chosen: Chosen[];
  maxBytes: number;
  /** What was begun before and not finished. */
  unfinished: Unfinished[];
}
