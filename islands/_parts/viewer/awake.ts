/** Keeps the screen on while the page is in sight, where the browser can; gives what ends it. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let over = false;

  async function ask(): Promise<void> {
    if (document.hidden) return;
    // Refused where the battery is low: then it is dark as ever.
    lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (over) lock?.release();
  }

  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", ask);
    lock?.release();
  };
}
