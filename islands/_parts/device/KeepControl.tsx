import { useEffect, useState } from "preact/hooks";
import { keep, renew } from "./keep.ts";
import { find, remove } from "./kept.ts";

interface Props {
  path: string;
  mark: string;
  /** Somebody has asked for it already. */
  begin: boolean;
}

/** Says whether a score or list is kept on this device, keeps it, and takes it away. */
export function KeepControl({ path, mark, begin }: Props) {
  const [state, setState] = useState<"unknown" | "not" | "coming" | "kept">("unknown");
  const [said, say] = useState("");
  const unit = path.startsWith("/scores/") ? "pages" : "scores";

  async function start(): Promise<void> {
    setState("coming");
    const problem = await keep(path, mark, (done, of) => say(`${done} of ${of} ${unit}`));
    setState(problem === null ? "kept" : "not");
    say(problem ?? "");
  }

  async function look(): Promise<void> {
    const isKept = await find(path).catch(() => null) !== null;
    setState(isKept ? "kept" : "not");
    // Shown from the device, there is nothing newer; else it is kept as it is now.
    const isFromDevice = document.querySelector("[data-from-device]:not([hidden])") !== null;
    if (isKept && !isFromDevice) await renew(path, mark);
  }

  useEffect(() => void (begin ? start() : look()), []);

  async function take(): Promise<void> {
    await remove(path);
    setState("not");
  }

  return (
    <>
      {state === "kept"
        ? (
          <>
            <span>Kept on this device</span>
            <button
              type="button"
              onClick={take}
              class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
            >
              Remove
            </button>
          </>
        )
        : state === "coming"
        ? <span>Keeping it on this device:</span>
        : state === "not" && (
          <button type="button" onClick={start} class="min-h-11 underline cursor-pointer">
            Keep on this device
          </button>
        )}
      <span role="status" class="text-sm text-quiet tabular-nums">{said}</span>
    </>
  );
}
