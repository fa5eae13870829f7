import type { TextRun } from "../pdf/types.ts";
import type { Field } from "./fields.ts";
import type { Head } from "./head.ts";

/** SMuFL: time signature digits from U+E080, common time U+E08A, cut time U+E08B. */
function meterText(run: TextRun): string {
  return [...run.text].map((letter) => {
    const code = letter.codePointAt(0)!;
    if (code >= 0xe080 && code <= 0xe089) return String(code - 0xe080);
    if (code === 0xe08a) return "C";
    if (code === 0xe08b) return "¢";
    return letter;
  }).join("");
}

/**
 * The first meter printed: two numbers in a music font, one above the other,
 * on the first staff; or the signs for common and cut time.
 */
export function readTimeSignature(head: Head): Field | null {
  const staff = head.staves[0];
  if (!staff) return null;
  const height = staff.bottom - staff.top;
  const near = head.music.filter((run) =>
    run.baseline > staff.top - height * 0.3 &&
    run.baseline < staff.bottom + height * 0.6
  )
    .map((run) => ({ run, text: meterText(run) })).sort((a, b) => a.run.x - b.run.x);
  for (const { run, text } of near) {
    if (text === "C") return field("4/4");
    if (text === "¢") return field("2/2");
    if (!/^\d{1,2}$/.test(text)) continue;
    const under = near.find((other) =>
      /^(?:1|2|4|8|16|32)$/.test(other.text) &&
      other.run.baseline - run.baseline > 0.3 * height &&
      other.run.baseline - run.baseline < 0.8 * height &&
      Math.abs(middle(other.run) - middle(run)) < 0.3 * height
    );
    if (under) return field(`${text}/${under.text}`);
  }
  const sign = head.signed[0]?.staff === staff ? head.signed[0].signs.meter : null;
  return sign ? { ...field(sign), confidence: 0.8 } : null;
}

const middle = (run: TextRun) => run.x + run.width / 2;
const field = (value: string): Field => ({
  value,
  source: "page",
  confidence: 0.9,
});
