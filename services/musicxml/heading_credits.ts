import type { Heading } from "./heading.ts";
import { written } from "./heading_fields.ts";

/** Where on the title page who is named: composers at the right, poets at the left. */
const PLACES: Record<string, string> = { composer: "right", arranger: "right", lyricist: "left" };

/**
 * The lines of a title page, as the document would say them: programs that export no page leave
 * them out, and the music would stand there without a composer. "" where it has its own.
 */
export function creditsOf(
  { credits, creators, workTitle, movementTitle, ...rest }: Heading,
): string {
  if (credits.length > 0) return "";
  const [work, movement] = [workTitle, movementTitle].map(written);
  const below = [rest.workNumber, work === "" ? "" : movement].map(written);
  const people = creators.flatMap(({ type, text }) => {
    const place = PLACES[type.trim()];
    const arranged = type.trim() === "arranger" && !/^arr/i.test(text.trim()) ? "arr. " : "";
    return place === undefined || written(text) === ""
      ? []
      : credit(place, "bottom", arranged + written(text));
  });
  return [
    credit("center", "top", work || movement),
    ...below.map((line) => credit("center", "middle", line)),
    ...people,
  ].join("");
}

function credit(justify: string, valign: string, text: string): string {
  if (text === "") return "";
  const words = `<credit-words justify="${justify}" valign="${valign}">${escaped(text)}`;
  return `<credit page="1">${words}</credit-words></credit>`;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
