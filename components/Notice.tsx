import type { ComponentChildren } from "preact";
import { IconWarning } from "../icons/icons.tsx";

/** A line that says what happened, what was kept and what to do; read out at once when it is an error. */
export function Notice({ kind = "plain", children }: {
  kind?: "plain" | "error" | "success";
  children: ComponentChildren;
}) {
  const colour = { plain: "border-rule", error: "border-danger", success: "border-success" }[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      class={`flex gap-3 border-l-2 ${colour} pl-4 py-1 my-6 max-w-prose`}
    >
      {kind === "error" && <IconWarning class="shrink-0 mt-0.5 text-danger" />}
      <div>{children}</div>
    </div>
  );
}
