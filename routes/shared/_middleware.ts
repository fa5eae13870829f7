import { define } from "../../define.ts";

/** What a link shows is kept by no cache, found by no search, and told to no other page. */
export default define.middleware((ctx) => {
  ctx.state.byLink = true;
  return ctx.next();
});
