import { useEffect, useState } from "preact/hooks";
import { IconCheck, IconDownload } from "../icons/icons.tsx";
import { find, remove } from "./_parts/device/kept.ts";

interface Props {
  /** `/scores/ID` or `/collections/ID`. */
  path: string;
  /** Whose it is. */
  mark: string;
}

type State = "unknown" | "not" | "coming" | "kept";

const load = () => import("./_parts/device/keep.ts");

/** Keeps a score or a list on this device, and says how far that is. Without script nothing is to be seen. */
export default function KeepOnDevice({ path, mark }: Props) {
  const [state, setState] = useState<State>("unknown");
  const [said, say] = useState("");
  const unit = path.startsWith("/scores/") ? "pages" : "scores";

  useEffect(() => {
    find(path).then(async (row) => {
      setState(row === null ? "not" : "kept");
      // Shown from the device, there is nothing newer; else it is kept as it is now.
      const isFromDevice = document.querySelector("[data-from-device]:not([hidden])") !== null;
      if (row !== null && !isFromDevice) await (await load()).renew(path, mark);
    }).catch(() => setState("not"));
  }, []);

  async function keep(): Promise<void> {
    setState("coming");
    say("It begins");
    const problem = await load()
      .then(({ keep }) => keep(path, mark, (done, of) => say(`${done} of ${of} ${unit}`)))
      .catch(() => "There is no network, so nothing could be kept.");
    setState(problem === null ? "kept" : "not");
    say(problem ?? "");
  }

  async function take(): Promise<void> {
    await remove(path);
    setState("not");
    say("");
  }

  return (
    <div
      class={`no-print flex flex-wrap items-center gap-x-3 min-h-11 ${
        state === "unknown" ? "invisible" : ""
      }`}
      data-keep={state}
    >
      {state === "kept"
        ? (
          <>
            <span class="inline-flex items-center gap-2">
              <IconCheck class="size-5 text-success" />Kept on this device
            </span>
            <button
              type="button"
              onClick={take}
              class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
            >
              Remove
            </button>
          </>
        )
        : (
          <button
            type="button"
            onClick={keep}
            disabled={state === "coming"}
            class="inline-flex items-center gap-2 min-h-11 text-quiet cursor-pointer hover:text-accent disabled:cursor-default"
          >
            <IconDownload class="size-5" />
            {state === "coming" ? "Keeping it on this device" : "Keep on this device"}
          </button>
        )}
      <span role="status" class="text-sm text-quiet tabular-nums">{said}</span>
    </div>
  );
}
