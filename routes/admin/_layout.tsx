import { DeskNav } from "../../components/DeskNav.tsx";
import { define } from "../../define.ts";

/** The frame of the operators' pages. */
export default define.layout(function Desk({ Component, url }) {
  return (
    <div class="max-w-5xl mx-auto pt-8">
      <p class="composer text-lg text-quiet">The desk</p>
      <DeskNav path={url.pathname} />
      <div class="pt-8">
        <Component />
      </div>
    </div>
  );
});
