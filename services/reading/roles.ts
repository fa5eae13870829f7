import { nameLikeness } from "./names.ts";

/** What a line says about a person, before or after the name. */
export type Role = "composer" | "arranger" | "words" | "other";

/**
 * The words that say it, in the languages of title pages. Those that name somebody who has
 * nothing to do with the music come first: a "Notensatz" is no "Satz".
 */
const words: [Role, string][] = [
  [
    "other",
    "(?:music )?engrav(?:ed|ing|er)|(?:music )?typeset(?:ting|ter)?|edited(?: and (?:arranged|fingered|revised))?|editors?|eds?|edition|" +
    "hrsg|herausgegeben|herausgeber(?:in)?|ediert|[eé]dit[eé]e?|[eé]diteur|edizione|edici[oó]n|a cura|cura|" +
    "rev(?:ised|idiert|ision|isione|isi[oó]n|ue?|u et corrig[eé])?|r[eé]vision|durchgesehen|" +
    "finger(?:ed|ings?|satz)|doigt[eé]s?|doigter|diteggiatur[ae]|digitaci[oó]n|phrasing|bowings?|" +
    "cop(?:ied|yist)|proofread|published|printed|publisher|verlegt|set|layout|notensatz|notenstich|gravure|source|quelle|" +
    "dedicated|dedication|d[eé]di[eé]e?|dedicat[oa]|dedicad[oa]|gewidmet|zugeeignet|v[eě]nov[aá]no|" +
    "trans(?:l|lated|lation|lator)|[uü]bers(?:etzt|etzung|etzer)?|deutsch|english(?: version)?|english words|traduction|traduzione|traducci[oó]n|traduit|p[rř]eklad|" +
    "realis(?:ed|ation)|realiz(?:ed|ation)|continuo|commissioned|premi[eè]red?|first performed|" +
    "редакция|редактор|ред|перевод|пер|посвящается",
  ],
  [
    "composer",
    "words (?:and|&) music|music (?:and|&) (?:words|lyrics)|lyrics (?:and|&) music|text (?:and|&) music|" +
    "(?:worte?|text) und (?:musik|melodie|weise)|musik und text|paroles et musique|parole e musica|letra y m[uú]sica|слова и музыка|" +
    "music|musik|musique|musica|m[uú]sica|hudba|muzyka|musiikki|muziek|музыка|муз|" +
    "composed|composers?|composition|comp|compos[eé]e?s?|compost[aeio]|componi(?:e)?rt|compositeur|compositrice|compositore|compositor|compositora|" +
    "komponiert|komponist(?:in)?|komposition|skladatel(?:ka)?|kompozytor|композитор|mus|" +
    "muzic[aă]|m[uü]zik|besteleyen|beste|bestesi|muusika|viis|m[uū]zika|glasba|glazba|музика|melod(?:y|ie|ia)|m[eé]lodie|tune|weise|vertont|muz|zene|z[eé]ne[jé]e|s[aä]vel(?:t[aä]nyt)?|b[eé]atait|m[uú]zika|μουσικ[ηή]|" +
    "attr(?:ib(?:uted(?: to)?)?)?|attribu[eé]e? [aà]|attribuit[ao] a|atribuid[ao] a|zugeschrieben|" +
    "作曲者?|曲|음악|작곡|מוזיקה|לחן",
  ],
  [
    "words",
    "words|lyrics?|lyricist|text[eo]?|texty?|testo|poems?|poet|poetry|po[eé]sie|po[eè]me|poes[ií]a|versos?|paroles?|libretto|livret|verses?|" +
    "versuri(?:le)?|s[oö]z(?:ler|leri)?|g[uü]fte|s[oõ]nad|teksti|v[aā]rdi|[zž]od[zž]iai|besedilo|rije[cč]i|стихове|думи|слова і|worte|gedichte?|dichtung|dichter|liedtext|letra|sl[ao]va|s[lł]owa|sanat|tekst|ord|s[lł]|vers|sz[oö]veg(?:e)?|στ[ιί]χοι|ποίηση|作[詞词]|填?[詞词]|作歌|작사|מילים|слова|сл|текст|стихи|стих",
  ],
  [
    "arranger",
    "(?:freely )?arr(?:anged|angement|anger|ang[eé]|angeur|angiert)?(?: and ed(?:ited)?)?|arreglo|arranjo|" +
    "transcri(?:bed|ption|ptor|t)|transcr|trascrizione|transcripci[oó]n|transkription|" +
    "bearb(?:eitet|eitung|eiter)?|adapt(?:ed|ation)?|adattamento|" +
    "harm(?:oni[sz]ed|oni[sz]ation)?|orch(?:estrated|estration)?|instrumentiert|" +
    "einrichtung|eingerichtet|(?:ton)?satz|gesetzt|riduzione|r[eé]duction|piano reduction|klavierauszug|" +
    "aranjament|d[uü]zenleme|seade|udsat|[uú]prava|upravil|opracowa(?:nie|[lł])|opr|обработка|обр|переложение|перелож|аранжировка|аранж|[編编]曲|편곡|עיבוד",
  ],
];

const by = "by|von|vom|par|por|di|da|de|del|d['’]apr[eè]s|av|af|door|od";

/** After the role, before the name: "by", a colon, a point, or words of what was done ("for piano by"). */
const prefixes = words.map(([role, list]) =>
  [
    role,
    new RegExp(
      `^\\(?(?:${list})(?!\\p{L})(\\.?)` +
        `(?: (?:for|f[üu]r|pour|per|para) [\\p{L}\\d, ]{2,40}?(?= (?:${by}) ))?(?: (${by})(?!\\p{L}))?\\s?([:：.–-]?)\\s*`,
      "iu",
    ),
  ] as const
);

const suffixes = words.map(([role, list]) =>
  [role, new RegExp(`[,(–-]\\s?\\(?(?:${list})\\.?\\)?$`, "iu")] as const
);

/** "홍난파 작곡": the role after the name, in scripts without capitals. */
const caselessSuffixes = words.map(([role, list]) =>
  [role, new RegExp(`\\s(?:${list})$`, "u")] as const
);
const isCaseless = (text: string) => /^[^\p{Ll}\p{Lu}]+$/u.test(text);

const bare = /^(?:by|von|par|av|door)\s+(?=\p{Lu})/iu;
/** Hymnals: "M: Lowell Mason", "T: Isaac Watts". */
const letter = /^(?:(M|W|T|L|K)\s?:)\s+(?=\p{Lu})/u;
const letters: Record<string, Role> = {
  M: "composer",
  K: "composer",
  W: "words",
  T: "words",
  L: "words",
};

/** "To my friend", "À Madame R.", "Herrn Dr. Roe gewidmet": for whom, not by whom. */
const dedication = new RegExp(
  "^(?:(?:to|for) (?:my|the memory|his|her|our|dr|mr|mrs|miss)(?!\\p{L})|in memor(?:y|iam)|" +
    "à (?:mon|ma|mes|madame|monsieur|mademoiselle|m\\.|mme|mlle|son|sa|la m[eé]moire)(?!\\p{L})|al?(?:la)? (?:mio|mia|mi|sig\\.?|signora?) |" +
    "(?:f[üu]r )?(?:m|s)eine[mnr] (?:lieben?|freunde?|lehrer|frau|gattin|mutter|schwester|bruder|vater|eltern)|" +
    "(?:herrn|frau|fr[äa]ulein) |dem andenken)|(?:gewidmet|zugeeignet|dedicated|dedicat[ao])\\.?$",
  "iu",
);

/**
 * Tells a role at the start or the end of a line, and the rest of the line without it.
 *
 * @example
 * splitRole("Jane Roe (arr.)"); // { role: "arranger", rest: "Jane Roe" }
 */
export function splitRole(text: string): { role: Role | null; rest: string } {
  const line = text.slice(0, 200);
  if (dedication.test(line)) return { role: "other", rest: line };
  for (const [role, pattern] of prefixes) {
    const match = pattern.exec(line);
    if (!match) continue;
    const rest = line.slice(match[0].length).trim();
    // Scripts without capitals write the role apart from the name, or with a colon.
    if (isCaseless(line)) {
      if (rest !== "" && (match[3] || /\s$/u.test(match[0]))) return { role, rest };
      continue;
    }
    // "Music for a While" has no sign that it says whose, and no name after it; "Mélodie" is a title.
    if (!match[1] && !match[2] && !match[3] && nameLikeness(rest) < 0.7) continue;
    // "Ed. Roe" is a given name cut short as often as an editor.
    if (/^ed\. \p{Lu}\p{L}+$/iu.test(line)) continue;
    return { role, rest: rest.replace(/\)$/u, (end) => rest.includes("(") ? end : "") };
  }
  const single = letter.exec(line);
  if (single) return { role: letters[single[1]], rest: line.slice(single[0].length).trim() };
  const said = bare.exec(line);
  if (said && nameLikeness(line.slice(said[0].length)) > 0.3) {
    return { role: "composer", rest: line.slice(said[0].length).trim() };
  }
  if (isCaseless(line)) {
    for (const [role, pattern] of caselessSuffixes) {
      if (pattern.test(line)) return { role, rest: line.replace(pattern, "").trim() };
    }
  }
  for (const [role, pattern] of suffixes) {
    const match = pattern.exec(line);
    if (!match) continue;
    const rest = line.slice(0, match.index).trim();
    if (nameLikeness(rest) >= 0.7) return { role, rest };
  }
  return { role: null, rest: line };
}

const inner = new RegExp(
  // "Words by Jane Roe, music by John Doe"; but not "Words and music by Jane Roe".
  `\\s*[;|•·]\\s*|\\s+\\/\\s+|(?<=(?:${by}) [^,]{3,60}),?\\s+(?:(?:and|und|et|e|y)\\s+)?(?=(?:${
    words.map(([, list]) => list).join("|")
  }) (?:${by}) )|\\s+(?=\\(?(?:${
    words.map(([, list]) => list).join("|")
  })(?: (?:by|von|par|di|de))? ?:)`,
  "iu",
);

/** The parts of a line that name several people: "Music: Jane Roe  Words: Amelia Stone". */
export const partsOf = (text: string): string[] => text.slice(0, 200).split(inner).filter(Boolean);
