import { useEffect, useState } from "preact/hooks";
import type { PracticeOffer } from "./_parts/PracticeOffer.tsx";

const TICK_MS = 15_000;
/** Who has looked for less has not practised. */
const FROM_MINUTES = 3;

/**
 * Offers to note how long the score was in sight, which nobody but the person does; and, where
 * somebody is about to type a composer or a tag, those that the library has already.
 */
export default function ScoreDesk({ id }: { id: string }) {
  const [minutes, setMinutes] = useState(0);
  const [Offer, setOffer] = useState<typeof PracticeOffer | null>(null);
  const key = `in-sight ${id}`;

  useEffect(() => {
    // The page is loaded anew whenever something is saved: the tab remembers.
    let seen = Number(sessionStorage.getItem(key));
    let since = performance.now();
    const tick = () => {
      const now = performance.now();
      if (!document.hidden) seen += now - since;
      since = now;
      sessionStorage.setItem(key, String(Math.round(seen)));
      setMinutes(Math.round(seen / 60_000));
    };
    const change = () => {
      // What has passed until now was in sight, or was not.
      if (document.hidden) seen += performance.now() - since;
      since = performance.now();
    };
    const offer = async ({ target }: FocusEvent) => {
      if (!(target as Element).matches("[list]")) return;
      removeEventListener("focusin", offer);
      await (await import("./_parts/names.ts")).fillNames();
    };
    const timer = setInterval(tick, TICK_MS);
    addEventListener("focusin", offer);
    document.addEventListener("visibilitychange", change);
    addEventListener("pagehide", tick);
    return () => {
      clearInterval(timer);
      removeEventListener("focusin", offer);
      document.removeEventListener("visibilitychange", change);
      removeEventListener("pagehide", tick);
    };
  }, []);

  function forget(): void {
    sessionStorage.setItem(key, "0");
    setMinutes(0);
  }

  const isLong = minutes >= FROM_MINUTES;
  useEffect(() => {
    // What is seldom seen comes when it is.
    if (isLong) {
      import("./_parts/PracticeOffer.tsx")
        .then(({ PracticeOffer }) => setOffer(() => PracticeOffer)).catch(() => {});
    }
  }, [isLong]);

  return isLong && Offer !== null ? <Offer id={id} minutes={minutes} forget={forget} /> : null;
}
