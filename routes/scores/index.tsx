import { page } from "fresh";
import { LibraryPage } from "../../components/library/LibraryPage.tsx";
import { define } from "../../define.ts";
import { libraryPage } from "../../http/library_page.ts";
import { receiveScores } from "../../http/receive_scores.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await libraryPage(ctx, ctx.url.searchParams));
  },

  POST: receiveScores,
});

/** The library. */
export default define.page<typeof handler>(({ data }) => <LibraryPage {...data} />);
