const listOf = (name: string) => document.getElementById(`own-${name}`);

function put(name: string, all: readonly string[]): void {
  listOf(name)?.replaceChildren(
    ...all.map((value) => Object.assign(document.createElement("option"), { value })),
  );
}

/** Fills the lists of names that are offered with those that the library has already. */
export async function fillNames(): Promise<void> {
  const answer = await fetch("/scores/names").catch(() => null);
  if (!answer?.ok) return;
  const names: Record<string, string[]> = await answer.json();
  for (const [name, all] of Object.entries(names)) put(name, all);

  // A browser completes a field as a whole: after a comma what stands before it belongs to each tag.
  addEventListener("input", ({ target }) => {
    if (!(target as Element).matches("[list=own-tags]")) return;
    const [before] = /^(.*,)?/.exec((target as HTMLInputElement).value)!;
    const there = before.toLowerCase().split(",").map((tag) => tag.trim());
    const others = names.tags.filter((tag) => !there.includes(tag.toLowerCase()));
    put("tags", others.map((tag) => before === "" ? tag : `${before} ${tag}`));
  });
}
