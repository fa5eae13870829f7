/**
 * The stand is in the address: so it stays with the next score of a setlist, and with a page that is
 * loaded anew.
 *
 * @module
 */
const asked = (address = location.href) => new URL(address).searchParams;

/** Whether the address says so. */
export const isOnStand = (): boolean => asked().has("stand");

/** Has the address say so, or no longer. */
export function noteStand(on: boolean): void {
  const params = asked();
  if (on) params.set("stand", "1");
  else params.delete("stand");
  history.replaceState(history.state, "", params.size > 0 ? `?${params}` : location.pathname);
}

/** The pages fill the screen; where a browser does not let them, its window. */
export function fill(pages: HTMLElement): void {
  if (!document.fullscreenElement) pages.requestFullscreen?.().catch(() => {});
}

/** Past the last page of one piece of a setlist, and before its first, there are others. */
export function leave(way: "prev" | "next"): void {
  const link = document.querySelector<HTMLAnchorElement>(`[data-playing] [rel=${way}]`);
  if (!link) return;
  const there = link.dataset.last ?? link.href;
  location.assign(isOnStand() ? `${there}&stand=1` : there);
}
