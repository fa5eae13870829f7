import { useEffect, useState } from "preact/hooks";
import { type Chosen, dropped } from "./files.ts";

/**
 * Takes what is dropped anywhere on the page.
 *
 * @returns whether something is held over it
 */
export function useDrop(accept: string, take: (chosen: Chosen) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(event.type === "dragover");
      if (event.type === "drop") dropped(event.dataTransfer, accept).then(take);
    };
    const kinds = ["dragover", "dragleave", "drop"] as const;
    for (const kind of kinds) addEventListener(kind, drag);
    return () => {
      for (const kind of kinds) removeEventListener(kind, drag);
    };
  }, []);
  return over;
}
