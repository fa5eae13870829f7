import { define } from "../../../../define.ts";
import { FILE_POLICY } from "../../../../http/headers.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import { Problem } from "../../../../services/problem.ts";
import { boxOf } from "../../../../services/scores/cut.ts";
import { pageWidth } from "../../../../services/scores/page_images.ts";

export const handler = define.handlers({
  /**
   * A page as a picture, `w` pixels wide or the next larger size; `crop` names a part of it.
   * It never changes.
   */
  async GET(ctx) {
    const { library, images } = ctx.state.services;
    const score = await library.score(signedIn(ctx.state).user.id, ctx.params.id);
    const asked = ctx.url.searchParams;
    const width = pageWidth(Number(asked.get("w")));
    const part = boxOf(asked.get("crop"));
    const drawn = await images.get(score, pageNumber(ctx.params.n), width, part).catch((error) => {
      const broken = error instanceof Problem && error.code === "page_broken";
      if (broken && ctx.req.headers.get("accept")?.includes("image/")) return null;
      throw error;
    });
    if (drawn === null) return brokenPage();
    const { bytes, type } = drawn;
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "cache-control": "private, max-age=31536000, immutable",
        "content-security-policy": FILE_POLICY,
      },
    });
  },
});

/** NaN for anything but plain digits: one page has one address. */
function pageNumber(text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN;
}

/**
 * In the place of a page that cannot be drawn. It is what a browser is to show there, so it is no
 * error, of which each look at the library would leave one in the browser's log.
 */
function brokenPage(): Response {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 452">` +
    `<rect width="320" height="452" fill="#fff"/><g fill="none" stroke="#8a8373">` +
    `<path d="M60 200h200M60 208h200M60 216h200M60 224h200M60 232h200"/>` +
    `<path d="M150 212h20" stroke-width="8"/></g>` +
    `<text x="160" y="262" font-family="sans-serif" font-size="13" fill="#5f5a4f" ` +
    `text-anchor="middle">This page cannot be drawn</text></svg>`;
  const headers = { "content-type": "image/svg+xml", "content-security-policy": FILE_POLICY };
  return new Response(svg, { headers });
}
