/**
 * Fetches the page anew and puts its parts marked `data-live` in place of the old ones.
 *
 * @returns whether there is more to come: something is still marked `data-reading`
 */
export async function refresh(): Promise<boolean> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return answer === null || answer.status >= 500;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (next === null) return location.reload(), false; // Signed out meanwhile.
    if (part.querySelector("input:focus")) continue; // Somebody is typing there.
    if (part.innerHTML === next.innerHTML) continue; // Or it is read out once more.
    part.replaceChildren(...next.childNodes);
  }
  document.title = fresh.title;
  return fresh.querySelector("[data-reading]") !== null;
}
