import type { PageText, Rule, TextRun } from "../pdf/types.ts";

/** The longer side of the page that distances are measured on; A4 is 842. */
const usual = 842;

/**
 * The pages on a sheet, each of a usual size: a sheet of two pages side by side is parted,
 * a tiny or huge one is measured as if it were printed on paper.
 *
 * @example
 * pagesOn(landscapeBooklet).length; // 2
 */
export function pagesOn(sheet: PageText): PageText[] {
  const longer = Math.max(sheet.width, sheet.height);
  const page = longer > 0 && (longer < 300 || longer > 2_500)
    ? scaled(sheet, usual / longer)
    : sheet;
  return parted(page);
}

function scaled(page: PageText, by: number): PageText {
  const smaller = ({ x, y, width, height }: Rule): Rule => (
    { x: x * by, y: y * by, width: width * by, height: height * by }
  );
  return {
    ...page,
    width: page.width * by,
    height: page.height * by,
    runs: page.runs.map((run) => ({
      ...run,
      x: run.x * by,
      y: run.y * by,
      width: run.width * by,
      height: run.height * by,
      baseline: run.baseline * by,
      size: run.size * by,
    })),
    rules: page.rules.map(smaller),
    bars: page.bars.map(smaller),
    marks: page.marks.map(smaller),
  };
}

/** Parts a wide sheet where nothing is printed across its middle and both halves hold something. */
function parted(page: PageText): PageText[] {
  if (page.width < 1.15 * page.height) return [page];
  const middle = page.width / 2;
  const gutter = 0.012 * page.width;
  const crosses = ({ x, width }: Rule | TextRun) =>
    x < middle + gutter && x + width > middle - gutter;
  const things = [...page.runs, ...page.rules.filter((rule) => rule.width < 0.98 * page.width)];
  if (things.some(crosses)) return [page];
  const halves = [half(page, 0, middle), half(page, middle, page.width)];
  const full = halves.filter(({ runs, rules }) => runs.length + rules.length >= 5);
  return full.length === 2 ? halves : [page];
}

function half(page: PageText, from: number, to: number): PageText {
  const within = ({ x, width }: { x: number; width: number }) =>
    x + width / 2 >= from && x + width / 2 < to;
  const moved = <T extends { x: number }>(thing: T): T => ({ ...thing, x: thing.x - from });
  return {
    ...page,
    width: to - from,
    runs: page.runs.filter(within).map(moved),
    rules: page.rules.filter(within).map(moved),
    bars: page.bars.filter(within).map(moved),
    marks: page.marks.filter(within).map(moved),
  };
}
