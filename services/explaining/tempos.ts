/**
 * Words of tempo and character, in the languages they are printed in.
 *
 * @module
 */
import { fold } from "../../store/fold.ts";

/** Folded words and what they mean, longer ones before those they contain. */
const meanings: readonly [words: string, meaning: string][] = [
  ["ma non troppo", "but not too much"],
  ["non troppo", "not too much"],
  ["ma non tanto", "but not so much"],
  ["tempo di menuetto", "at the pace of a minuet"],
  ["tempo di minuetto", "at the pace of a minuet"],
  ["tempo di marcia", "at the pace of a march"],
  ["tempo giusto", "at a fitting, steady pace"],
  ["alla breve", "counted in half notes"],
  ["con moto", "with movement"],
  ["con brio", "with vigour"],
  ["con fuoco", "with fire"],
  ["con spirito", "with spirit"],
  ["con anima", "with soul"],
  ["nicht zu schnell", "not too fast"],
  ["nicht schnell", "not fast"],
  ["un poco", "a little"],
  ["un peu", "a little"],
  ["grave", "slow and solemn"],
  ["larghetto", "broad, not as slow as largo"],
  ["largo", "broad and very slow"],
  ["lento", "slow"],
  ["adagietto", "slow, a little lighter than adagio"],
  ["adagio", "slow, at ease"],
  ["andantino", "near andante, most often a little quicker"],
  ["andante", "at a walking pace"],
  ["moderato", "at a moderate pace"],
  ["allegretto", "rather lively, less than allegro"],
  ["allegro", "lively and quick"],
  ["vivacissimo", "very lively"],
  ["vivace", "lively"],
  ["vivo", "lively"],
  ["prestissimo", "as quick as can be"],
  ["presto", "very quick"],
  ["maestoso", "with majesty"],
  ["cantabile", "singing"],
  ["dolce", "gently"],
  ["agitato", "restless"],
  ["animato", "with life"],
  ["sostenuto", "sustained"],
  ["tranquillo", "calm"],
  ["espressivo", "with expression"],
  ["grazioso", "with grace"],
  ["giocoso", "playful"],
  ["scherzando", "joking"],
  ["molto", "very"],
  ["assai", "very"],
  ["poco", "a little"],
  ["piu", "more"],
  ["meno", "less"],
  ["langsam", "slow"],
  ["schnell", "fast"],
  ["lebhaft", "lively"],
  ["massig", "moderate"],
  ["bewegt", "with movement"],
  ["ruhig", "calm"],
  ["rasch", "quick"],
  ["innig", "heartfelt"],
  ["munter", "cheerful"],
  ["feierlich", "solemn"],
  ["zart", "tender"],
  ["sehr", "very"],
  ["etwas", "somewhat"],
  ["lentement", "slowly"],
  ["lent", "slow"],
  ["vif", "lively"],
  ["vite", "fast"],
  ["modere", "moderate"],
  ["anime", "with life"],
  ["doux", "gently"],
  ["tres", "very"],
  ["assez", "rather"],
];

/** What the known words of a tempo mark mean, in their order: `["andante", "at a walking pace"]`. */
export function tempoWords(mark: string): [word: string, meaning: string][] {
  let rest = ` ${fold(mark)} `;
  const found: { at: number; word: string; meaning: string }[] = [];
  for (const [word, meaning] of meanings) {
    const at = rest.indexOf(` ${word} `);
    if (at < 0) continue;
    found.push({ at, word, meaning });
    rest = rest.slice(0, at + 1) + "-".repeat(word.length) + rest.slice(at + 1 + word.length);
  }
  return found.sort((a, b) => a.at - b.at).map(({ word, meaning }) => [word, meaning]);
}

/** The beats a minute of a metronome mark ("♩ = ca. 80"), or null. */
export function metronome(mark: string): number | null {
  const number = Number(/=\s?(?:ca?\.?\s?)?(\d{2,3})(?!\d)/.exec(mark)?.[1]);
  return number >= 20 && number <= 400 ? number : null;
}
