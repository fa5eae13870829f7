import { useEffect, useState } from "preact/hooks";

/** Copies what stands in the field of that id; only where the browser lets a page do so. */
export default function CopyText({ from, class: look }: { from: string; class: string }) {
  const [possible, setPossible] = useState(false);
  const [said, say] = useState("");
  useEffect(() => setPossible(navigator.clipboard !== undefined), []);

  async function copy(): Promise<void> {
    const field = document.getElementById(from) as HTMLInputElement;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say("Copied");
    } catch {
      say("Copy it by hand");
    }
  }

  return (
    <>
      {possible && <button type="button" onClick={copy} class={look}>Copy</button>}
      <span role="status" class="text-sm text-quiet">{said}</span>
    </>
  );
}
