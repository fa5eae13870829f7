import { fold } from "../../store/fold.ts";
import { type Composers, isFamous, recognise } from "./composers.ts";
import { isGivenName } from "./composers/given_names.ts";

const years =
  /[([]?\s*(?:(?:\*|†|born|b\.|geb\.|n[eé]e?|c\.|ca\.?|circa|fl\.?|um|gest\.)\s*)*(?:1[0-9]{3}|20\d{2})\s*\??\s*(?:(?:[-–—−/]+|bis|to|†)\s*(?:(?:c\.|ca\.?|circa|†)\s*)*(?:(?:1[0-9]{3}|20\d{2}|\d{2})\??)?)?\s*[)\]]?/giu;

/** True when a line ends or is nothing but the years of a life. */
export function hasLifeYears(text: string): boolean {
  return /(?:1[0-9]{3}|20\d{2})\s*\??\s*[-–—−/]+\s*(?:c\.|ca\.?)?\s*(?:1[0-9]{3}|20\d{2})|(?:\*|\bborn|\bb\.|\bgeb\.)\s*(?:1[0-9]{3}|20\d{2})/iu
    .test(text);
}

/** Lines are no longer; what looks back would take long over what is. */
const LONGEST = 500;

/** A name without the years of a life and what surrounds them. */
export function stripYears(text: string): string {
  return text.slice(0, LONGEST).replace(/\(([^()]*\d{3,4}[^()]*)\)?/gu, " ").replace(years, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[\s,;:.\-–—*†]+|[\s,;:\-–—*†(]+$/gu, "").trim();
}

const smallWords =
  /^(?:van|von|v|der|den|de|del|della|di|da|du|des|le|la|und|and|et|y|e|&|zu|of|the|ten|ter|dos|das|do|z|ze|ap|ab|ferch|af|av|bin|ibn|zum|zur|jr\.?|sr\.?|st\.?)$/iu;
const notInNames =
  /^(?:major|minor|dur|moll|sonat[aei]|sonatin[ae]|suite|symphon(?:y|ie)|sinfoni[ae]|quartett?|quatuor|quartetto|quintett?|trio|duo|duett?|concert[oi]?|konzert|prelude|pr[eé]lude|praeludium|pr[äa]ludium|preludio|fug(?:ue|a|e)|toccata|fantas(?:ia|y|ie)|allegro|andante|adagio|menuett?|minuet|minuetto|waltz|walzer|valse|march|marsch|marche|marcia|aria|air|arie|song|songs|lied|lieder|chanson|canci[oó]n|canzon[ea]|romance|romanze|nocturne|notturno|impromptu|mazurka|polka|polonaise|ballade|etude|[eé]tudes?|caprice|capriccio|rondo|divertimento|serenad[ea]|s[eé]r[eé]nade|overture|ouvert[uü]re|mass|messe|missa|requiem|motett?|chorale?|choral|hymn|psalm|carol|lullaby|berceuse|wiegenlied|romanza|bagatelles?|bagatella|barcarolles?|barcarola|pastorale?|pastorella|serenata|elegie|elegy|elegia|[eé]l[eé]gie|scherzo|intermezzo|variations?|variationen|variazioni|variaciones|rhapsod(?:y|ie)|rapsodia|tarantell[ae]|gavott[ae]|bourr[eé]e|gigue|giga|sarabande|sarabanda|allemande|allemanda|courante|corrente|passacaglia|chaconne|ciaccona|humoresque|humoreske|albumblatt|albumleaf|divertissement|dance|tanz|danse|danza|t[äa]nze|pieces|pi[eè]ces|collection|album|edition|band|series|serie|hausmusik|sammlung|recueil|cahier|tome|livre|version|fassung|revision|st[üu]cke|volume|book|heft|act|scene|no|nr|op|opus|piano|klavier|violin[eo]?|violoncello|viola|cello|fl[öo]te|flute|guitar|gitarre|organ|orgel|soprano|alto|tenor|bass|chorus|choir|chor|score|partitur|part|from|for|f[üu]r|pour|per|para|with|mit|in|im|to|tempo|mvt|movement|page|tune|version|edition|copyright|edited|arranged|verlag|press|соната|вальс|песня|романс|прелюдия|этюд|марш|для)$/iu;

/** Catalogues by the letters they are cited with: "Hob." at the right is not whoever wrote it. */
const catalogue = /^(?:hob|woo|w(?:ot)?q|wab|trv|\p{L}{1,4}-?wv|kv|rv|opp?)[.,:;]*$/iu;

/** "The Old Mill", "Lord of the Hills", "Tom's Jig", "Jane Roe: Air": what is in titles, and in no name. */
const title = /^(?:the|an?)\s|\sof\sthe\s|\p{L}['’]s(?:\s|$)|\p{L}:\s/iu;

/** "*1804 Prag †1877 Wien": where and when, not who. */
const life =
  /^\(?(?:[*†]|b(?:orn|\.)|geb(?:oren|\.)|n[ée]e? (?:en|à))\s?(?:(?:in|à|en|a)\s\p{Lu}|\d)/iu;

/**
 * How much a line looks like a person's name, 0 to 1, by its words alone:
 * two to five capitalised words, no digits, none of the words of titles.
 */
export function nameLikeness(text: string): number {
  if (life.test(text)) return 0;
  const bare = stripYears(text).replace(/[.,;:]+$/u, "");
  const words = bare.split(/\s+/u).filter(Boolean);
  if (
    !words.length || words.length > 7 || bare.length > 60 ||
    /[\d!?"„“”«»=♩]/u.test(bare)
  ) return 0;
  if (/^(?:from|aus|nach|after|d['’]apr[eè]s|tir[eé]|dal)$/iu.test(words[0])) {
    return 0;
  }
  if (words.some((word) => notInNames.test(word.replace(/[.,]/g, "")))) {
    return 0;
  }
  if (words.some((word) => catalogue.test(word)) || title.test(bare)) return 0;
  const counted = words.filter((word) => !smallWords.test(word.replace(/[.,]$/u, "")));
  if (!counted.length) return 0;
  const capital = counted.filter((word) => /^["'(]?(?:[dl]['’])?\p{Lu}/u.test(word)).length /
    counted.length;
  const dated = hasLifeYears(text) ? 0.3 : 0;
  if (capital < 1 && !isCaseless(bare)) return 0.1 + dated;
  const shape = counted.length === 1 ? 0.45 : counted.length <= 4 ? 0.75 : 0.5;
  return Math.min(1, shape + dated);
}

/** Scripts without capitals. */
const isCaseless = (text: string) => /^[^\p{Ll}\p{Lu}]+$/u.test(text);

const surname = String
  .raw`(?:(?:van|von|zu|de|da|di|du|der|den|del|della|dos|la|le|ter|ten|af|av|ap) ){0,3}(?:[dl]['’])?\p{Lu}[\p{L}'’-]+`;

/** "J. P. Roe", "A. Ní Roe" (but "I. Morning Song" is a movement), "Jane P. Roe", "Jane van der Roe", "Jane MacRoe". */
const initialled = [
  String.raw`^(?:\p{Lu}\p{Ll}{0,2}\.[\s-]?){1,4}${surname}$`,
  String.raw`^(?![IVX]+\.)(?:\p{Lu}\p{Ll}{0,2}\.[\s-]?){1,4}(?:${surname} )?${surname}$`,
  String.raw`^\p{Lu}[\p{L}'’-]+ (?:\p{Lu}\.\s?){1,2}${surname}$`,
  String
    .raw`^\p{Lu}[\p{L}'’-]+ (?:(?:van(?: de[rn]?)?|ap|N[ií]|Ó) \p{Lu}[\p{L}-]+|(?:O['’]|Ma?c)\p{Lu}[\p{L}-]+)$`,
].map((pattern) => new RegExp(pattern, "u"));

/**
 * How surely a line is a person, 0 to 1: a composer who is known, a given name before
 * (or, after a comma, behind) a surname, initials, the years of a life.
 *
 * @example
 * personhood("Ottilie Brandauer"); // 0.85
 * personhood("Spring Song"); // 0: "song" is in no name
 */
export function personhood(text: string, own?: Composers): number {
  const likeness = nameLikeness(text);
  if (likeness < 0.4) return 0;
  const bare = stripYears(text).replace(/[.,;:]+$/u, "");
  const words = bare.split(/\s+/u);
  const known = recognise(text, own);
  if (known?.full) return known.exact ? 0.97 : 0.85;
  if (known && (known.own || isFamous(bare))) return 0.9;
  if (hasLifeYears(text)) return 0.9;
  if (initialled.some((pattern) => pattern.test(bare))) return 0.85;
  const turned = /^([^,]+),\s*([^,]+)$/u.exec(bare);
  const first = fold(turned ? turned[2] : words[0]).split(" ")[0];
  if (words.length > 1 && (isGivenName(first) || turned && /^\p{L}\.?$/u.test(turned[2]))) {
    // "Maria Magdalena" and "Don Juan" are given names and nothing else: of whom, one cannot tell.
    return words.every((word) => isGivenName(fold(word))) && words.length < 3 ? 0.6 : 0.85;
  }
  if (words.length === 1) return known ? 0.35 : 0.15;
  return likeness >= 0.7 ? 0.45 : 0.3;
}

/** Dirt and broken letters read as what stands in no name: signs, capitals within, no vowel, one thrice. */
const broken =
  /[^\p{L}\p{M}\s.,'’-]|-\p{Ll}|(?<!Ma?c|D[eu]|L[ae])(?<=\p{Ll})\p{Lu}|(\p{L})\1\1|(?<![\p{L}.])[BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz]{2,}(?![\p{L}.])/u;

/**
 * True for a name with a given name, or initials, before the surname, and nothing in either that
 * stands in no name.
 *
 * @example
 * isGivenInFull("Ottilie Brandauer"); // true
 * isGivenInFull("Tehanii Brandauer"); // false: of whom it may be a part, one cannot tell
 */
export function isGivenInFull(text: string): boolean {
  const bare = stripYears(text);
  return personhood(bare) >= 0.85 && !broken.test(bare);
}

/**
 * True for two to four words that have the shape of a name, and nothing in them that stands in none:
 * who is given that name nobody knows.
 *
 * @example
 * isShapedAsName("Tehanii Brandauer"); // true
 */
export function isShapedAsName(text: string): boolean {
  const bare = stripYears(text);
  return nameLikeness(bare) >= 0.7 && !broken.test(bare) &&
    bare.split(" ").every((word) => /\p{L}{3}|\p{Lu}\./u.test(word) || smallWords.test(word));
}

/** True for what stands in a composer's place when nobody is known. */
export function isAnonymous(text: string): boolean {
  return /^(?:trad(?:\.|itional|itionnel|icional|izionale|itionell)?|anon(?:\.|ym(?:ous|us|e)?|imo|[iy]mní)?|folk ?song|folk tune|volkslied|m[ée]lodie (?:populaire|traditionnelle)|mel[oó]d[ií]a (?:popol\p{L}+|popular|tradi\p{L}+)|musique traditionnelle|canto popolare|volksweise|volkst[üu]mlich|altes? \p{L}+ (?:volks)?lied|unknown|spiritual|chant populaire|air populaire|popolare|popular|lidov[áaé]|(?:\p{L}+ )?народн(?:ая|ые)(?: песн[яи]| мелоди[яи])?|(?:\p{L}+ )?folk ?song|(?:old )?(?:english|scottish|irish|welsh|french|german|american|russian|italian|spanish|czech|polish|swedish|norwegian|basque|catalan) (?:traditional|folk ?(?:song|tune|melody)?|air|carol|melody|tune))(?![\p{L}])/iu
    .test(text.trim());
}

/**
 * A name as it is shown: without years and role words, given names first, a known
 * composer's initials spelt out, capitals lowered.
 *
 * @example
 * showName("BACH, J. S. (1685-1750)"); // "Johann Sebastian Bach"
 */
export function showName(text: string, own?: Composers): string {
  let name = stripYears(text).replace(
    /\s*\([^)]*\)?\s*$/u,
    (part) => /\p{L}/u.test(part) ? part : "",
  ).trim();
  name = name.replace(/[,;:]+$/u, "");
  const turned = /^([^,]+),\s*([^,]+)$/u.exec(name);
  if (
    turned && turned[1].split(" ").length <= 3 &&
    turned[2].split(" ").length <= 4
  ) name = `${turned[2]} ${turned[1]}`;
  const known = recognise(text, own) ?? recognise(name, own);
  if (known && (!known.exact || shortened(name, known.composer.name))) return known.composer.name;
  if (name === name.toUpperCase() && /\p{L}{3}/u.test(name)) return lowered(name);
  return name.replace(shouted, lowered);
}

/** A word in capitals, as some title pages print the surname; "III" is none. */
const shouted = /(?<![\p{L}.'’])(?![IVX]+(?!\p{L}))\p{Lu}{3,}(?![\p{L}.])/gu;

/** True when a name is but initials, a surname, or capitals of the full one. */
function shortened(name: string, full: string): boolean {
  const words = fold(name).split(" ");
  return /(?<!\p{L})\p{L}{1,2}\./u.test(name) ||
    words.length < fold(full).split(" ").length || name.search(shouted) >= 0;
}

function lowered(name: string): string {
  return name.toLowerCase().replace(
    /(?<![\p{L}'’])\p{L}|(?<=(?<!\p{L})[od]['’])\p{L}/gu,
    (first) => first.toUpperCase(),
  )
    .replace(
      /(?<=\s)(?:Van|Von|De|Da|Di|Du|Der|Del|La|Le)(?=\s)/gu,
      (word) => word.toLowerCase(),
    );
}
