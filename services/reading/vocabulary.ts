const noise = [
  /\bhttps?:|\bwww\.|(?<![a-z0-9])[a-z0-9]{3,63}\.(?:com|org|net|edu|info|io|app|dev|co|uk|ca|de|fr|it|es|at|ch|nl|be|cz|pl|ru|eu|us|me|music|example|local)(?:\/\S*)?(?![\w.])|\S@\S/u,
  /©|\(c\)\s*\d{4}|copyright|\blicen[sc]ed?\b|\bcc[ -]by\b|creative commons|public domain|all rights reserved|\bcc0\b|urtext edition/iu,
  /\b(?:imslp|mutopia|musescore|lilypond|openscore|cpdl|sibelius|finale|free-scores|8notes|scorio|flat\.io)\b/iu,
  /^(?:page|seite|p\.)?\s*-?\s*\d{1,4}\s*-?(?:\s*(?:\/|of|von)\s*\d+)?$/iu,
  /\b(?:downloaded|printed) (?:from|by|on|with)\b|\ball parts\b.*\bfree\b/iu,
  /\b(?:free|printable|digital) (?:sheet ?music|scores?|pdfs?)\b|\bsheet ?music\b|\bnoten (?:kostenlos|gratis)|\bpartitions? gratuites?|\bpartituras? gratis|\bfor personal use\b|\bnot for (?:sale|resale|distribution|performance)\b|\b(?:do|may) not (?:copy|be (?:copied|sold))|\bphotocopying\b/iu,
  /^(?:sample|specimen|draft|proof|preview|perusal(?: (?:copy|score))?|review copy|for (?:perusal|review)(?: only)?|watermark|confidential|muster|ansichtsexemplar|entwurf|sp[eé]cimen|copie|copia|evaluation (?:copy|version)|trial version|demo(?: version)?)(?: only)?[.!]?$/iu,
  /(?:this )?page (?:is )?(?:intentionally )?(?:left )?blank|diese seite|page (?:laiss[eé]e )?blanche/iu,
  /^(?:(?:edition|ed\.|plate|pl\.?|platten?|v\.? ?a\.?|verlags?|cat\.?|catalog(?:ue)?|bestell)[\s-]*(?:no|nr|number|nummer)\.?\s*[\w.-]+|e\.?p\.? ?\d+|ismn\b.*|isbn\b.*|m-\d.*|price\b.*|pr(?:eis)?\.? .*(?:mk|mark|m\.|fr|ngr)\b.*)$/iu,
  /\b(?:sheet|score|music) created (?:by|with|in)|\bmade with\b|\bgenerated (?:by|with|on)\b|\bmusic engraving by\b/iu,
];

/** Licence lines, addresses, page numbers, the program's own name: nothing of the work. */
export function isNoise(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) ||
    noise.some((pattern) => pattern.test(text));
}

const tempoWords =
  /(?<![\p{L}\p{N}])(?:adagi(?:o|etto|ssimo)|allegr(?:o|etto|amente|issimo)|andant(?:e|ino)|larg(?:o|hetto|amente)|lento|grave|moderato|moder[eé]|presto|prestissimo|vivace|viva(?:cissimo)?|vivo|maestoso|sostenuto|con (?:moto|brio|fuoco|spirito|anima)|tempo (?:di|giusto|ordinario|primo|i\b|comodo)|animato|agitato|cantabile|dolce|tranquil(?:lo|lement|o|le)?|gravement|vivement|ga[iî]e?ment|l[eé]g[eè]rement|tendrement|gracieusement|lebhaft|andantino|animado|despacio|ligero|pomalu|rychle|vesele|klidn[eě]|zvolna|gently|quietly|steadily|flowing|langsam|schnell|lebhaft|m[aä]ssig|mäßig|bewegt|sehr|etwas|nicht (?:zu|schnell)|innig|ruhig|rasch|munter|feierlich|zart|frisch|lent|lentement|vif|vite|mod[eé]r[eé]|anim[eé]|doux|gai|alla breve|rubato|slow(?:ly)?|fast|lively|brisk(?:ly)?|gently|with (?:movement|spirit|feeling|expression)|swing|waltz time|march tempo|[♩♪𝅗𝅘𝅥]\s*=|m\.?\s?m\.?\s*=)(?!\p{L})/iu;

/** True when a line is a tempo mark: it begins with a tempo word or is mostly made of them. */
export function isTempo(text: string): boolean {
  const match = tempoWords.exec(text);
  return !!match && (match.index <= 3 || match.index < 0.3 * text.length) &&
    text.length < 70;
}

const dynamics =
  /^(?:[pmfszr]{1,5}|ten\.?|dim\.?|cresc\.?|rit\.?|rall\.?|ped\.?|marc\.?|legg\.?|dolce|legato|staccato|simile|espr(?:ess)?\.?|sempre|solo|tutti|pizz\.?|arco|div\.?|unis\.?|a tempo|d\.?\s?c\.?|d\.?\s?s\.?|fine|coda|segno)(?: [pmfszr]{1,5})?$/iu;

const publisher =
  /(?<!\p{L})(?:editions?|[eé]ditions?|edizioni|ediciones|editorial|casa editrice|stabilimento|verlag|musikverlag|musikalienhandlung|press|publish(?:ers?|ing|ed)|publications?|music co(?:mpany)?|ltd|inc|gmbh|& (?:co|cie|sons?|s[öo]hne)|schirmer|peters|breitkopf|ricordi|durand|henle|b[äa]renreiter|simrock|schott|novello|augener|litolff|universal|jurgenson|bessel|boosey|leduc|salabert|hamelle|choudens|heugel|eschig|university|издательство|музгиз|nakladatelstv[ií])(?!\p{L})/iu;

/** True for a line that names a publisher or a series of one. */
export const isPublisher = (text: string): boolean => text.length < 80 && publisher.test(text);

const kindOfPrint =
  /^(?:(?:full|vocal|piano|miniature|study|pocket|conductor['’]?s?|choral|performance|playing|lead|violin|solo|orchestra[l]?|complete) )*(?:scores?(?: (?:and|&) parts?)?|parts?|lead sheet|set of parts|partitur(?:e|en)?|studienpartitur|taschenpartitur|dirigierpartitur|klavierauszug|stimmen?(?:satz)?|spielpartitur|partition(?: d['’]orchestre)?|conducteur|parties(?: s[eé]par[eé]es)?|partitura|parti|partes|partitury?|hlasy|партитура|партии|клавир|conductor|urtext|facsimile|autograph|manuscript)\.?$/iu;

/** True for "Full Score", "Partitur", "Parts": what is printed, not what it is called. */
export const isKindOfPrint = (text: string): boolean => kindOfPrint.test(text.trim());

const frontMatter =
  /^(?:preface|foreword|introduction|contents|table of contents|index|list of (?:works|contents|pieces)|critical (?:notes|report|commentary)|editorial (?:notes?|remarks)|performance notes?|program(?:me)? notes?|acknowledge?ments?|instrumentation|orchestra|notes?|vorwort|einleitung|inhalt(?:sverzeichnis)?|kritischer bericht|anmerkungen|revisionsbericht|besetzung|pr[eé]face|avant[- ]propos|table(?: des mati[eè]res)?|sommaire|notes? critiques?|prefazione|indice|introduzione|note|pr[oó]logo|[ií]ndice|contenido|p[rř]edmluva|obsah|предисловие|содержание|оглавление|przedmowa|spis treści|license|licence|about this (?:edition|score)|lyrics|text|texts?(?: and translations?)?|liedtexte?)\.?:?$/iu;

/** True for the headings of prefaces, contents and the like. */
export const isFrontMatter = (text: string): boolean => frontMatter.test(text.trim());

/** True for "II.", "No. 3", "2. Satz", "Act I": a place within a work. */
export const isPlaceInWork = (text: string): boolean =>
  /^(?:(?:n(?:o|r|um)?\.?|№|satz|movement|mvt\.?|act|akt|acte|atto|scene|szene|sc[eè]ne|part|teil|book|heft|vol(?:ume)?\.?)\s*)?(?:[ivxlc]{1,6}|\d{1,3})\s?[.):]?(?: ?(?:satz|teil|movement|akt|mvt)\.?)?$/iu
    .test(text.trim());

/** How hymnals count syllables: "L.M.", "8.7.8.7.D", "10 10.11 11". */
const metre =
  /(?:^|\s)(?:[CLS]\.\s?M\.?(?:\s?D\.?)?|(?:\d{1,2}[.,\s]\s?){2,11}\d{1,2}\.?(?:\s?D\.?)?|\d{2}[.\s]\s?\d{2}\.?(?:\s?D\.?)?|irregular|irr\.)(?:\s(?:with|and) (?:refrain|chorus|alleluias?))?$/iu;

/** True for a hymn tune's name with its metre: "WINDERMERE 8.7.8.7". */
export const isHymnTune = (text: string): boolean => text.length < 80 && metre.test(text.trim());

/** True for dynamics and other marks of performance, which some files set larger than the title. */
export function isMark(text: string): boolean {
  const line = text.trim();
  return dynamics.test(line) || isChords(line.split(" "));
}

const isChords = (words: string[]) =>
  words.some((word) => chord.test(word)) &&
  words.every((word) => chord.test(word) || /^[A-H]$/u.test(word));

/** "Am7", "F♯dim", "C/G", "N.C.": what a guitar plays. A letter alone is none. */
const chord =
  /^(?:N\.?C\.?|[|%]|[A-H](?:[b#♭♯]|(?=[mM\d/+°øΔsad(-]))(?:maj|min|mi|ma|m|M|dim|aug|sus|add|[°øΔ+-])?\d{0,2}(?:(?:maj|sus|add|dim|aug|no)\d{1,2}|[b#♭♯+-]\d{1,2}|\([^()]{1,8}\))*(?:\/[A-H][b#♭♯]?)?)$/u;
