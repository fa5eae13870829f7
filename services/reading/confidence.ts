/** What a title or a name was chosen by. */
export interface Signs {
  /** How well it did by the rules. */
  score: number;
  /** How far it was ahead of the next. */
  lead?: number;
  cover?: boolean;
  prose?: boolean;
  scan?: boolean;
  person?: boolean;
  tempo?: boolean;
}

/** How often such a reading is right, 0 to 1. */
export function sureness(field: "title" | "composer", signs: Signs): number {
  return field === "title" ? titleSureness(signs) : Math.min(0.97, 0.5 + 0.4 * signs.score);
}

function titleSureness({ lead = 0, cover, prose, scan, person, tempo }: Signs): number {
  let sure = 0.8 + 0.4 * Math.min(0.4, Math.max(0, lead));
  if (cover) sure -= 0.1;
  if (prose) sure -= 0.35;
  if (scan) sure *= 0.6;
  if (person) sure -= 0.2;
  if (tempo) sure -= 0.45;
  return Math.round(100 * Math.max(0.2, Math.min(0.97, sure))) / 100;
}
