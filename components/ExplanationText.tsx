import { Prose } from "../islands/_parts/Prose.tsx";
import type { Block } from "../services/explaining/prose.ts";

/** A finished text, set like a programme note, with who wrote it under it. */
export function ExplanationText({ label, blocks, source }: {
  /** What assistive technology calls it. */
  label: string;
  blocks: readonly Block[];
  source: string;
}) {
  return (
    <section aria-label={label}>
      <div class="prose-serif">
        <Prose blocks={blocks} />
      </div>
      {source !== "" && <p class="text-sm text-quiet mt-6 max-w-[34rem]">{source}</p>}
    </section>
  );
}
