/** Shows how full the library is by now, as the page that adds scores says it. */
export async function showRoom(): Promise<void> {
  const answer = await fetch("/scores/new").catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("#room"); // Signed out meanwhile, there is none.
  if (now !== null) document.querySelector("#room")?.replaceChildren(...now.childNodes);
}
