import type { Block, Run } from "../../services/explaining/prose.ts";

/** Blocks of text as they are printed in a programme. */
export function Prose({ blocks }: { blocks: readonly Block[] }) {
  return <>{blocks.map((block, at) => <Printed key={at} block={block} />)}</>;
}

function Printed({ block }: { block: Block }) {
  if (block.kind === "heading") {
    return (
      <h2 class="work text-2xl mt-9 mb-2 first:mt-0">
        <Runs runs={block.runs} />
      </h2>
    );
  }
  if (block.kind === "paragraph") {
    return (
      <p class="mt-3 wrap-anywhere hyphens-auto">
        <Runs runs={block.runs} />
      </p>
    );
  }
  return (
    <ul class="mt-3 list-disc pl-5 marker:text-quiet">
      {block.items.map((runs, at) => (
        <li key={at} class="mt-1.5 pl-1 wrap-anywhere">
          <Runs runs={runs} />
        </li>
      ))}
    </ul>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return <>{runs.map((run, at) => <Stretch key={at} run={run} />)}</>;
}

// A bare string among several children would be escaped twice.
function Stretch({ run: { text, strong } }: { run: Run }) {
  return strong ? <strong class="font-semibold">{text}</strong> : <>{text}</>;
}
