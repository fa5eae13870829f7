import type { TextRun } from "../pdf/types.ts";

const musicFont =
  /emmentaler|feta|parmesan|gonville|bravura|leland|petaluma|mscore|musejazz(?!text)|gootville|maestro|opus(?:std|chords|special|ornament|percussion|figured|text|-|$)|helsinki(?:std|-|$)|finale|engraver|sonata$|petrucci|inkpen2|norfolk|reprise(?:std|special|-|$)|november|ash(?:font)?$|sebastian|haydn(?:11|13|16|18|20|23|26)|lilyjazz|profondo|beethoven(?:11|13|16|18|20|23|26)|dolet|capella|toccata(?:-|$)|notation|music(?:al)?symbol/i;

/** True for the fonts of notation programs, whose letters are dynamics and whose digits are meters. */
export function isMusicFont(run: TextRun): boolean {
  return musicFont.test(run.font) && !/text$/i.test(run.font) ||
    /^[\ue000-\uf8ff]+$/.test(run.text);
}
