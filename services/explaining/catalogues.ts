/**
 * What the letters of a catalogue number stand for.
 *
 * @module
 */

interface Catalogue {
  readonly cited: RegExp;
  readonly meaning: string;
  /** Several catalogues are cited with these letters: they mean this one only beside this name. */
  readonly only?: string;
}

const catalogues: readonly Catalogue[] = [
  {
    cited: /^BWV\.?\s?Anh/i,
    meaning:
      "BWV Anh. is the appendix of the catalogue of Bach’s works: pieces handed down with his that are doubtful, or another’s",
  },
  {
    cited: /^BWV/i,
    meaning:
      "BWV is the Bach-Werke-Verzeichnis, the catalogue of Bach’s works; it is ordered by kind of piece, not by date",
  },
  {
    cited: /^BuxWV/i,
    meaning: "BuxWV is the catalogue of Buxtehude’s works, ordered by kind of piece",
  },
  {
    cited: /^HWV/i,
    meaning: "HWV is the catalogue of Handel’s works, ordered by kind of piece",
  },
  {
    cited: /^TWV/i,
    meaning:
      "TWV is the catalogue of Telemann’s works: the number before the colon is the kind of piece",
  },
  {
    cited: /^SWV/i,
    meaning: "SWV is the catalogue of Schütz’s works",
  },
  {
    cited: /^K/,
    only: "Wolfgang Amadeus Mozart",
    meaning:
      "K. is the number in Ludwig von Köchel’s catalogue of Mozart’s works, which follows the order in which he took them to be written",
  },
  {
    cited: /^K/,
    only: "Domenico Scarlatti",
    meaning: "K. is the number in Ralph Kirkpatrick’s catalogue of Scarlatti’s sonatas",
  },
  {
    cited: /^L/,
    only: "Domenico Scarlatti",
    meaning: "L. is the number in Alessandro Longo’s edition of Scarlatti’s sonatas",
  },
  {
    cited: /^Hob/i,
    meaning:
      "Hob. is Anthony van Hoboken’s catalogue of Haydn’s works: the Roman figure is the kind of piece",
  },
  {
    cited: /^RV/i,
    meaning: "RV is Peter Ryom’s catalogue of Vivaldi’s works",
  },
  {
    cited: /^Wq/i,
    meaning: "Wq is Alfred Wotquenne’s catalogue of the works of Carl Philipp Emanuel Bach",
  },
  {
    cited: /^D/,
    only: "Franz Schubert",
    meaning:
      "D. is the number in Otto Erich Deutsch’s catalogue of Schubert’s works, which is ordered by date",
  },
  {
    cited: /^S\./,
    only: "Franz Liszt",
    meaning: "S. is the number in Humphrey Searle’s catalogue of Liszt’s works",
  },
  {
    cited: /^Z\./,
    only: "Henry Purcell",
    meaning: "Z. is the number in Franklin Zimmerman’s catalogue of Purcell’s works",
  },
  {
    cited: /^WoO/i,
    meaning: "WoO stands for “Werk ohne Opuszahl”, a work that was given no opus number",
  },
  {
    cited: /^op(?:us|\.)?\s?posth/i,
    meaning: "“Op. posth.” says that the work was published after its composer’s death",
  },
  {
    cited: /^op/i,
    meaning:
      "The opus number was given when the work was published, so it follows the order of printing, which is not always that of writing",
  },
];

/**
 * What a catalogue number's letters stand for, or null.
 *
 * @param composer the full name, as the list of composers has it; null where it is not known
 * @example
 * catalogueMeaning("BWV 846", null); // "BWV is the Bach-Werke-Verzeichnis, …"
 */
export function catalogueMeaning(number: string, composer: string | null): string | null {
  const text = number.trim();
  const found = catalogues.find(({ cited, only }) =>
    cited.test(text) && (only === undefined || only === composer)
  );
  return found?.meaning ?? null;
}
