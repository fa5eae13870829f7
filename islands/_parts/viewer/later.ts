import type { Look } from "../../../services/scores/look.ts";
import type { PlaceView } from "../../../services/scores/places.ts";
import { keepAwake } from "./awake.ts";
import { createPrinter } from "./print.ts";

const YEAR_S = 31_536_000;

interface Needs {
  readonly id: string;
  readonly pages: number;
  /** The part of each page that is shown, and whether it is shown on the stand. */
  now(): { readonly box: string | null; readonly stand: boolean };
  /** Has the pages fill the screen, where they do not. */
  fill(): unknown;
  /** On the stand, or off it. */
  stand(): void;
}

/** What comes when the page is there. */
export type Later = ReturnType<typeof createLater>;

/** Begins what need not be there before the page, and gives what is seldom asked for. */
export function createLater({ id, pages, now, fill, stand }: Needs, signal: AbortSignal) {
  keepAwake(signal);
  // A browser leaves its full screen with the page, and comes back to it for a key or a tap alone.
  const again = () => now().stand && fill();
  addEventListener("keyup", again, { signal });
  addEventListener("pointerup", again, { signal });

  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && now().stand) stand();
  }, { signal });

  const tell = (said: Record<string, string>) =>
    fetch(`/scores/${id}/place`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(said),
    });

  return {
    /** That page was looked at. An answer that nobody reads would keep its connection. */
    turned: (page: number) =>
      tell({ page: String(page) }).then((answer) => answer.text()).catch(() => {}),

    /** Crops the margins, or shows them; gives the part that is shown then, undefined: as before. */
    async crop(): Promise<string | null | undefined> {
      const answer = await tell({ crop: now().box === null ? "yes" : "no" }).catch(() => null);
      if (answer?.ok) return (await answer.json() as PlaceView).crop;
    },

    print: createPrinter({ id, pages, box: () => now().box }, signal),

    /** How pages are looked at on this device. */
    noteLook(look: Look): void {
      const words = (["two", "half", "night"] as const).filter((word) => look[word]).join(".");
      document.cookie = `look=${words}; path=/scores; max-age=${YEAR_S}; samesite=lax`;
    },

    /** The address has it: so the stand stays with a page that is loaded anew. */
    noteStand(on: boolean): void {
      const asked = new URLSearchParams(location.search);
      if (on) asked.set("stand", "1");
      else asked.delete("stand");
      history.replaceState(history.state, "", `?${asked}`);
    },

    /** Past the last page of one piece of a setlist, and before its first, there are others; the stand goes along. */
    leave(to: number): void {
      const way = to < 1 ? "prev" : to > pages && to < Infinity ? "next" : null;
      const link = way && document.querySelector<HTMLAnchorElement>(`[data-playing] [rel=${way}]`);
      if (!link) return;
      const there = link.dataset.last ?? link.href;
      location.assign(now().stand ? `${there}&stand=1` : there);
    },
  };
}
