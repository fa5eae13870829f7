/**
 * Kinds of piece by the words of a title.
 *
 * @module
 */
import { fold } from "../../store/fold.ts";

const forms: readonly [words: RegExp, meaning: string][] = [
  [/\b(?:menuett?o?|minuett?o?)\b/, "A minuet is a courtly dance in three, unhurried and even."],
  [/\b(?:waltz|valse|walzer)\b/, "A waltz is a dance in three that turns about the first beat."],
  [/\bgavotte?a?\b/, "A gavotte is a dance in two whose phrases begin half way through the bar."],
  [/\bsarabande?a?\b/, "A sarabande is a slow dance in three that leans on the second beat."],
  [/\ballemande?a?\b/, "An allemande is a flowing dance in four that begins with a short upbeat."],
  [/\b(?:courante|corrente)\b/, "A courante is a running dance in three."],
  [/\b(?:gigue|giga|jig)\b/, "A gigue is a quick dance, most often in groups of three."],
  [/\bbourree?\b/, "A bourrée is a lively dance in two with an upbeat of one quarter note."],
  [/\bmazurka\b/, "A mazurka is a Polish dance in three that leans on the second or third beat."],
  [
    /\b(?:polonaise|polacca)\b/,
    "A polonaise is a Polish dance in three, with the step of a procession.",
  ],
  [/\b(?:march|marche|marsch|marcia)\b/, "A march is walked to: its beat stays even to the end."],
  [/\bsonatin[ae]\b/, "A sonatina is a small sonata, often written for learners."],
  [
    /\bsonat[ae]n?\b/,
    "A sonata is a piece to be played, not sung, most often in several movements.",
  ],
  [
    /\b(?:prelude|praludium|praeludium|preludio|preludium)\b/,
    "A prelude goes before another piece, or stands alone as a short one made of one idea.",
  ],
  [
    /\b(?:fugue|fuga|fuge)\b/,
    "In a fugue one theme enters in voice after voice: find each entry first.",
  ],
  [/\binventio(?:n|nen)?\b/, "An invention is a short piece whose voices imitate one another."],
  [
    /\b(?:nocturne|notturno)\b/,
    "A nocturne is a night piece: a singing melody over a quiet ground.",
  ],
  [
    /\b(?:etude|etuden|study|studies|studie)\b/,
    "A study trains one thing: find out which before you play.",
  ],
  [/\b(?:scherzo)\b/, "A scherzo is, by its name, a joke: quick, and most often in three."],
  [
    /\b(?:rondo|rondeau)\b/,
    "In a rondo the first tune comes back again and again, with others between.",
  ],
  [
    /\b(?:variations?|variationen|variazioni)\b/,
    "Variations change one theme step by step: keep hearing the theme under each.",
  ],
  [/\btoccata\b/, "A toccata shows off touch: quick hands, free passages."],
  [/\b(?:canon|kanon)\b/, "In a canon one voice follows another note for note."],
  [
    /\b(?:chorale?|choral)\b/,
    "A chorale is a hymn tune in block chords: breathe where a line ends.",
  ],
  [/\b(?:barcarolle|barcarola)\b/, "A barcarolle rocks like a boat, in groups of three."],
  [/\b(?:berceuse|wiegenlied|lullaby)\b/, "A lullaby rocks, and stays quiet."],
  [/\btarantell[ae]\b/, "A tarantella is a whirling southern Italian dance in groups of three."],
  [/\b(?:lied|lieder)\b/, "A Lied is a song with a German text: the words come first."],
  [/\baria\b/, "An aria is a song for one voice, or a piece that sings like one."],
];

/** What kind of piece a title names, in a sentence; null where it names none that is known. */
export function formOf(title: string): string | null {
  const text = fold(title);
  return forms.find(([words]) => words.test(text))?.[1] ?? null;
}
