/** Fills the lists of composers and tags with those that the library has already. */
export async function fillNames(): Promise<void> {
  const answer = await fetch("/scores/names").catch(() => null);
  if (!answer?.ok) return;
  const names: Record<string, string[]> = await answer.json();
  for (const [name, all] of Object.entries(names)) {
    document.getElementById(`own-${name}`)?.replaceChildren(
      ...all.map((value) => Object.assign(document.createElement("option"), { value })),
    );
  }
}
