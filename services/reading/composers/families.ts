import { fold } from "../../../store/fold.ts";
import { within } from "./letters.ts";
import type { Composer } from "./list.ts";

/** A bare surname means the best known of the family. */
const headsOfFamilies =
  /^(?:Johann Sebastian Bach|Joseph Haydn|Wolfgang Amadeus Mozart|Robert Schumann|Johann Strauss|Domenico Scarlatti|Felix Mendelssohn Bartholdy|Gustav Mahler|Carl Stamitz|Benedetto Marcello|Lili Boulanger|François Couperin|Anton Rubinstein|Franz Schmidt|Ernst Krenek|Carl Maria von Weber|Giovanni Gabrieli|Jeremiah Clarke|Francesca Caccini|Gustave Charpentier|Cyril Scott|Michael Praetorius)$/;

/** Of several of one surname the one that is meant where nothing says which. */
export function mostKnown(family: readonly Composer[]): Composer {
  return family.find((one) => headsOfFamilies.test(one.name)) ?? family[0];
}

/** Names so well known that the surname alone is a person and no other word. */
export const famous =
  /^(?:bach|handel|haendel|vivaldi|telemann|corelli|purcell|mozart|haydn|beethoven|schubert|schumann|mendelssohn|chopin|liszt|brahms|wagner|verdi|puccini|rossini|donizetti|bellini|dvorak|smetana|janacek|grieg|sibelius|tchaikovsky|tschaikowsky|rachmaninoff|rachmaninov|mussorgsky|borodin|debussy|ravel|faure|satie|saint saens|couperin|rameau|lully|monteverdi|palestrina|byrd|dowland|tallis|elgar|britten|holst|mahler|bruckner|strauss|scarlatti|clementi|czerny|hindemith|bartok|prokofiev|shostakovich|stravinsky|scriabin|albeniz|granados|paganini|berlioz|bizet|gounod|massenet|offenbach|pachelbel|buxtehude|чаиковскии|бах|моцарт|бетховен|глинка|шопен|шуберт|шуман|рахманинов)$/;

/** True for a surname that everybody takes for its composer. */
export const isFamous = (text: string): boolean => famous.test(fold(text));

/** Whether given names and initials, folded, are a composer's, in their order. */
export function givenNamesFit(given: string[], composer: Composer): boolean {
  let last = -1;
  let wrapped = false;
  for (const word of given) {
    const fits = (name: string, index: number) =>
      index > last &&
      (name === word || (word.length <= 3 && name.startsWith(word)) || similar(name, word));
    let at = composer.given.findIndex(fits);
    if (at < 0 && !wrapped) {
      // Another spelling of the given names begins again further on.
      wrapped = true;
      last = -1;
      at = composer.given.findIndex(fits);
    }
    if (at < 0) return false;
    last = at;
  }
  return true;
}

/** George and Georg, Frederic and Fryderyk: the same first letter and the most of the letters. */
function similar(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4 || a[0] !== b[0]) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= 4 || common >= short.length - 1 || (short.length >= 6 && within(a, b, 2));
}
