import { useEffect, useRef, useState } from "preact/hooks";
import type { PanelProps } from "../../DropScores.tsx";
import { Rows } from "./Rows.tsx";
import { useUploads } from "./use_uploads.ts";

/** How what was dropped comes in, in a corner of the page; closed once all of it is over. */
export function DropPanel({ chosen, maxBytes, unfinished }: PanelProps) {
  const uploads = useUploads({ maxBytes, unfinished });
  const [closed, setClosed] = useState(false);
  const taken = useRef(0);
  useEffect(() => {
    for (; taken.current < chosen.length; taken.current++) uploads.take(chosen[taken.current]);
    setClosed(false);
  }, [chosen]);
  if (closed) return null;
  return (
    <section
      aria-label="Files being added"
      class="fixed right-0 sm:right-4 bottom-0 sm:bottom-4 z-10 w-full sm:w-96 max-h-[60vh] overflow-y-auto px-5 pb-3 rounded-sm border border-edge bg-raised shadow-lg"
    >
      <Rows uploads={uploads} />
      {!uploads.active && (
        <button
          type="button"
          onClick={() => setClosed(true)}
          class="inline-flex items-center min-h-11 text-accent underline cursor-pointer"
        >
          Close
        </button>
      )}
    </section>
  );
}
