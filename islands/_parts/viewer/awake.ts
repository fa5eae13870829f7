/** Keeps the screen on while the page is in sight, where the browser can, until `signal` is aborted. */
export function keepAwake(signal: AbortSignal): void {
  let lock: WakeLockSentinel | undefined;
  const end = () => void lock?.release();

  async function ask(): Promise<void> {
    if (document.hidden || signal.aborted) return;
    // Refused where the battery is low: then it is dark as ever.
    lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (signal.aborted) end();
  }

  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", end);
  ask();
}
