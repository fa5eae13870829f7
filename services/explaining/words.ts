/** Small words in plain English: numbers, lists, plurals. */

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** "three"; from thirteen on in figures. */
export function numberWord(n: number): string {
  return NUMBERS[n] ?? String(n);
}

/** "one page", "two pages". */
export function counted(n: number, noun: string): string {
  return `${numberWord(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** "F-sharp", "F-sharp and C-sharp", "F-sharp, C-sharp and G-sharp". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
