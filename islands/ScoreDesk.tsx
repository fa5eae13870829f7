import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PractisedProps } from "./_parts/Practised.tsx";
import { today } from "./_parts/today.ts";

const TICK_MS = 15_000;
/** Who has looked for less has not practised. */
const FROM_MINUTES = 3;

/**
 * Offers to note how long the score was in sight, which nobody but the person does; and, where
 * somebody is about to type a composer or a tag, those that the library has already. A practice is
 * noted of the day where the person is, which the server can only guess.
 */
export default function ScoreDesk({ id, shown }: {
  id: string;
  /** Whether its pages are there to be practised from. */
  shown: boolean;
}) {
  const [minutes, setMinutes] = useState(0);
  const [Practised, setPractised] = useState<FunctionComponent<PractisedProps> | null>(null);
  const key = `in-sight ${id}`;

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
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
    const day = document.querySelector<HTMLInputElement>("#day:not([data-typed])");
    if (day && day.value === day.defaultValue) day.value = today();
    const timer = setInterval(tick, TICK_MS);
    addEventListener("focusin", offer, { signal });
    document.addEventListener("visibilitychange", change, { signal });
    addEventListener("pagehide", tick, { signal });
    return () => {
      clearInterval(timer);
      left.abort();
    };
  }, []);

  function forget(): void {
    sessionStorage.setItem(key, "0");
    setMinutes(0);
  }

  const offered = shown && minutes >= FROM_MINUTES;
  useEffect(() => {
    // Few stay so long, so what they are shown comes only then.
    if (offered) {
      import("./_parts/Practised.tsx").then((part) => setPractised(() => part.Practised));
    }
  }, [offered]);

  return offered && Practised ? <Practised id={id} minutes={minutes} forget={forget} /> : null;
}
