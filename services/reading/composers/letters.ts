/** Whether at most so many letters were added, lost, changed or swapped. */
export function within(a: string, b: string, most: number): boolean {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return last[b.length] <= most;
}

/** What recognition of print takes for another: of each pair either for the other. */
const alike = [
  ["l", "i"],
  ["l", "t"],
  ["i", "j"],
  ["c", "e"],
  ["c", "o"],
  ["e", "o"],
  ["h", "b"],
  ["n", "u"],
  ["v", "y"],
  ["i", "y"],
  ["g", "q"],
  ["g", "o"],
  ["rn", "m"],
  ["in", "m"],
  ["ni", "m"],
  ["ii", "u"],
  ["ri", "n"],
  ["cl", "d"],
  ["vv", "w"],
] as const;

/**
 * Whether one word is the other but for a slip that makes no other name: two neighbours
 * swapped, a letter doubled or not, a letter taken for one that looks like it.
 *
 * @example
 * isSlip("bramhs", "brahms"); // true
 */
export function isSlip(a: string, b: string): boolean {
  return single(a) === single(b) || isSwapped(a, b) || looksLike(a, b);
}

const single = (word: string) => word.replace(/(.)\1+/gu, "$1");

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2);
}

function looksLike(a: string, b: string): boolean {
  let [start, end] = [0, 0];
  while (start < a.length && a[start] === b[start]) start++;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  // A letter more on either side: of "rn" for "m" the ends may be the same.
  const parts = (word: string) =>
    [0, 1].flatMap((before) =>
      [0, 1].map((after) => word.slice(Math.max(0, start - before), word.length - end + after))
    );
  const [of, other] = [parts(a), parts(b)];
  return alike.some(([one, two]) =>
    of.some((part, at) =>
      (part === one && other[at] === two) || (part === two && other[at] === one)
    )
  );
}
