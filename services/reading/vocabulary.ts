/** What a line says about a person, before or after the name. */
type Role = "composer" | "arranger" | "words" | "other";

const roles: [Role, RegExp][] = [
  [
    "other",
    /^(?:(?:music )?(?:engraved|typeset|edited|copied|transcribed and engraved|published|printed|set|revised|fingered|fingering|typesetting|engraving|edition|editor|ed|hrsg|herausgegeben|[eé]dit[eé]|revu|rev|dedicated|dedication|à|für meine|transl|translated|translation|translated by|übersetzung|übers|traduction|dedicated to)\b[.:]?)(?: (?:by|von|par|da|to|from))?[.:]?\s/iu,
  ],
  [
    "words",
    /^(?:words?|text[eo]?|lyrics?|poems?|po[eé]sie|po[eè]me|poem|paroles|parole|libretto|verse|worte|gedichte?|dichtung|letra|testo|sl[ao]va)\b(?: (?:by|von|par|di|de|of|adapted))*[.:]?\s/iu,
  ],
  [
    "arranger",
    /^(?:(?:freely )?(?:arr|arranged|arrangement|arrang[eé]|arr\.? and ed|transcribed|transcription|transcr|trans|bearbeitet|bearbeitung|bearb|adapted|adaptation|harmoni[sz]ed|harm|orchestrated|orch|einrichtung|arreglo|riduzione|r[eé]duction|reduction)\b\.?:?)(?: (?:for [\p{L} ]{3,30} )?(?:by|von|par|di|da|de))?[.:]?\s/iu,
  ],
  [
    "composer",
    /^(?:(?:words and music|music and words|music and lyrics|music|musik|musique|musica|m[uú]sica|composed|composition|composer|komponist|komposition|compositeur|compositore|komponiert|melody|melodie|melodia|tune|mus|comp)\b\.?:?)(?: (?:by|von|par|di|da|de|del))?[.:]?\s|^(?:by|von|par)\s/iu,
  ],
];

/** Tells a role at the start of a line, and the rest of the line without it. */
export function splitRole(text: string): { role: Role | null; rest: string } {
  for (const [role, pattern] of roles) {
    const match = pattern.exec(text);
    if (match) return { role, rest: text.slice(match[0].length).trim() };
  }
  return { role: null, rest: text };
}

const noise = [
  /\bhttps?:|\bwww\.|\.(?:com|org|net|edu|info|ca|de)\b(?!\w)/iu,
  /©|\(c\)\s*\d{4}|copyright|\blicen[sc]ed?\b|\bcc[ -]by\b|creative commons|public domain|all rights reserved|\bcc0\b|urtext edition/iu,
  /\b(?:imslp|mutopia|musescore|lilypond|openscore|cpdl|sibelius|finale|free-scores|8notes|scorio|flat\.io)\b/iu,
  /^(?:page|seite|p\.)?\s*-?\s*\d{1,4}\s*-?(?:\s*(?:\/|of|von)\s*\d+)?$/iu,
  /\b(?:downloaded|printed) (?:from|by|on|with)\b|\ball parts\b.*\bfree\b/iu,
];

/** Licence lines, addresses, page numbers, the program's own name: nothing of the work. */
export function isNoise(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) ||
    noise.some((pattern) => pattern.test(text));
}

const tempoWords =
  /\b(?:adagi(?:o|etto|ssimo)|allegr(?:o|etto|amente|issimo)|andant(?:e|ino)|larg(?:o|hetto|amente)|lento|grave|moderato|moder[eé]|presto|prestissimo|vivace|viva(?:cissimo)?|vivo|maestoso|sostenuto|con (?:moto|brio|fuoco|spirito|anima)|tempo (?:di|giusto|ordinario|primo|i\b|comodo)|animato|agitato|cantabile|dolce|langsam|schnell|lebhaft|m[aä]ssig|mäßig|bewegt|sehr|etwas|nicht (?:zu|schnell)|innig|ruhig|rasch|munter|feierlich|zart|frisch|lent|lentement|vif|vite|mod[eé]r[eé]|anim[eé]|doux|gai|alla breve|rubato|slow(?:ly)?|fast|lively|brisk(?:ly)?|gently|with (?:movement|spirit|feeling|expression)|swing|waltz time|march tempo|[♩♪𝅗𝅘𝅥]\s*=|m\.?\s?m\.?\s*=)(?!\p{L})/iu;

/** True when a line is a tempo mark: it begins with a tempo word or is mostly made of them. */
export function isTempo(text: string): boolean {
  const match = tempoWords.exec(text);
  return !!match && (match.index <= 3 || match.index < 0.3 * text.length) &&
    text.length < 70;
}

const dynamics =
  /^(?:[pmfszr]{1,5}|ten\.?|dim\.?|cresc\.?|rit\.?|rall\.?|ped\.?|marc\.?|legg\.?|dolce|legato|staccato|simile|espr(?:ess)?\.?|sempre|solo|tutti|pizz\.?|arco|div\.?|unis\.?|a tempo|d\.?\s?c\.?|d\.?\s?s\.?|fine|coda|segno)(?: [pmfszr]{1,5})?$/iu;

/** True for dynamics and other marks of performance, which some files set larger than the title. */
export function isMark(text: string): boolean {
  return dynamics.test(text.trim());
}
