import type { PageText, Rule } from "../pdf/types.ts";

/** One staff: five lines across the page. Points from the top left. */
export interface Staff {
  x: number;
  right: number;
  top: number;
  bottom: number;
  /** Six lines: the strings of a guitar. */
  tab?: boolean;
}

/** A staff is at least this share of the page wide. */
const leastWidth = 0.35;

/**
 * Finds the staves among a page's flat paths, top to bottom: either five thin
 * lines evenly apart, or bands of one height side by side (programs that draw
 * the five lines of a measure as one path).
 */
export function findStaves(page: PageText): Staff[] {
  const rows = toRows(page.rules, page.width);
  const thin = rows.filter((row) => row.bottom - row.top < 2.5);
  const bands = rows.filter((row) => row.bottom - row.top >= 5);
  const lines = fromLines(thin);
  return dropInner(lines.length ? lines : likeMost(bands))
    .sort((a, b) => a.top - b.top);
}

/** Paths at one height and of one height, joined where they touch; only wide ones count. */
function toRows(rules: Rule[], pageWidth: number): Staff[] {
  const groups: Rule[][] = [];
  for (const rule of [...rules].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const home = groups.slice(-40).find(([first]) =>
      Math.abs(first.y - rule.y) < 0.6 && Math.abs(first.height - rule.height) < 0.6
    );
    if (home) home.push(rule);
    else groups.push([rule]);
  }
  return groups.flatMap(join).filter((row) => row.right - row.x > leastWidth * pageWidth);
}

/**
 * Thin lines have to touch. Bands may leave gaps, where a measure is so narrow
 * that its band is no flat path: half of the span is enough.
 */
function join(rules: Rule[]): Staff[] {
  const first = rules[0];
  const rows: Staff[] = [];
  let row: Staff | undefined;
  for (const rule of rules.sort((a, b) => a.x - b.x)) {
    if (row && rule.x <= row.right + 3) {
      row.right = Math.max(row.right, rule.x + rule.width);
    } else {
      rows.push(
        row = {
          x: rule.x,
          right: rule.x + rule.width,
          top: rule.y,
          bottom: rule.y + rule.height,
        },
      );
    }
  }
  if (first.height < 5 || rows.length < 2) return rows;
  const whole = { ...rows[0], right: rows.at(-1)!.right };
  const covered = rows.reduce((sum, one) => sum + one.right - one.x, 0);
  return covered >= 0.5 * (whole.right - whole.x) ? [whole] : rows;
}

/** Bands of the height that most of them have: a long slur is a band of its own. */
function likeMost(bands: Staff[]): Staff[] {
  const height = (band: Staff) => band.bottom - band.top;
  const counts = bands.map((band) =>
    bands.filter((other) => Math.abs(height(other) - height(band)) < 0.8).length
  );
  const most = Math.max(0, ...counts);
  return bands.filter((_, index) => counts[index] >= Math.max(1, most / 4));
}

function fromLines(rows: Staff[]): Staff[] {
  const staves: Staff[] = [];
  const sorted = [...rows].sort((a, b) => a.top - b.top);
  for (let index = 0; index + 4 < sorted.length; index++) {
    const five = sorted.slice(index, index + 5);
    const gaps = five.slice(1).map((line, at) => line.top - five[at].top);
    const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
    if (least < 1 || most > 20 || most - least > 0.25 * most + 0.3) continue;
    if (five.some((line) => Math.abs(line.x - five[0].x) > 3)) continue;
    const sixth = sorted[index + 5];
    const tab = !!sixth && Math.abs(sixth.top - five[4].top - most) < 0.25 * most + 0.3 &&
      Math.abs(sixth.x - five[0].x) <= 3;
    staves.push({
      x: five[0].x,
      right: five[0].right,
      top: five[0].top,
      bottom: (tab ? sixth : five[4]).bottom,
      ...(tab ? { tab } : {}),
    });
    index += tab ? 5 : 4;
  }
  return staves;
}

/** Of two that overlap the wider one is the staff, the other a long slur. */
function dropInner(staves: Staff[]): Staff[] {
  const kept: Staff[] = [];
  const width = (staff: Staff) => staff.right - staff.x;
  for (const staff of [...staves].sort((a, b) => width(b) - width(a))) {
    const overlaps = kept.some((other) => other.top <= staff.bottom && staff.top <= other.bottom);
    if (!overlaps && (!kept.length || endsAtMargin(staff, kept[0]))) {
      kept.push(staff);
    }
  }
  return kept;
}

/** Staves end at the right margin; the last one of a piece begins at the left. */
function endsAtMargin(staff: Staff, widest: Staff): boolean {
  const near = 0.04 * (widest.right - widest.x);
  return Math.abs(staff.right - widest.right) < near ||
    Math.abs(staff.x - widest.x) < near;
}
