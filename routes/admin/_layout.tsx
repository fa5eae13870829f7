import { DeskNav } from "../../components/DeskNav.tsx";
import { define } from "../../define.ts";

/** The frame of the operators' pages. */
export default define.layout(function Desk({ Component, url, state }) {
  const overdue = state.services.keys.overdue();
  return (
    <div class="max-w-5xl mx-auto pt-8">
      <p class="composer text-lg text-quiet">The desk</p>
      <DeskNav path={url.pathname} />
      {overdue > 0 && url.pathname !== "/admin/keys" && (
        <p class="mt-4 border-l-2 border-danger pl-4 py-1">
          <a
            href="/admin/keys"
            class="inline-flex items-center min-h-11 text-accent underline"
          >
            {overdue === 1 ? "One key is overdue" : `${overdue} keys are overdue`}
          </a>
        </p>
      )}
      <div class="pt-8">
        <Component />
      </div>
    </div>
  );
});
