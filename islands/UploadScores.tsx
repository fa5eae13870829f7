import { useEffect, useRef, useState } from "preact/hooks";
import { IconUpload } from "../icons/icons.tsx";
import type { Unfinished } from "../services/scores/arrivals.ts";
import { useDrop } from "./_parts/uploads/drop.ts";
import { ofKind } from "./_parts/uploads/files.ts";
import { Left, Rows } from "./_parts/uploads/Rows.tsx";
import { useUploads } from "./_parts/uploads/use_uploads.ts";

const MOMENT_MS = 500;

/** The types of HTML do not know it. */
const FOLDER = { webkitdirectory: true };

const label = "inline-flex items-center min-h-11 px-5 rounded-sm border border-edge bg-paper " +
  "font-medium cursor-pointer hover:text-accent peer-focus-visible:outline-2 " +
  "peer-focus-visible:outline-accent peer-focus-visible:outline-offset-3";

/** Brings files in, each with its own progress and its own word of what became of it. */
export default function UploadScores({ maxBytes, accept, unfinished }: {
  maxBytes: number;
  accept: string;
  /** What the person has begun to send and not finished. */
  unfinished: readonly Unfinished[];
}) {
  const uploads = useUploads({ maxBytes, unfinished });
  const form = useRef<HTMLFormElement>(null);
  const [live, setLive] = useState(false);
  const over = useDrop(accept, uploads.take);
  useEffect(() => {
    setLive(true);
    // The choosers are there before this script is.
    for (const input of form.current!.querySelectorAll<HTMLInputElement>("#file, #folder")) {
      if (input.files?.length) choose(input);
    }
  }, []);

  const { rows, active } = uploads;
  const there = rows.filter(({ state }) => state === "added").length;
  useEffect(() => {
    if (there === 0) return;
    // Of many files at once it is told when none has come for a moment.
    const timer = setTimeout(() => {
      import("./_parts/uploads/room.ts").then(({ showRoom }) => showRoom(), () => {});
    }, MOMENT_MS);
    return () => clearTimeout(timer);
  }, [there, active]);

  function choose(input: HTMLInputElement): void {
    const files = [...input.files ?? []];
    uploads.take(input.id === "folder" ? ofKind(files, accept) : { files, passedOver: 0 });
    input.value = "";
  }

  const chosen = (event: Event) => choose(event.currentTarget as HTMLInputElement);

  return (
    <div class="mt-8">
      <form
        ref={form}
        method="post"
        action="/scores"
        enctype="multipart/form-data"
        class={"border border-dashed rounded-sm px-6 py-12 text-center transition-colors duration-100 " +
          (over ? "border-accent bg-raised" : "border-edge")}
      >
        <IconUpload class="mx-auto text-quiet" />
        <div class={live ? "" : "with-script"}>
          <p class="font-serif text-xl mt-3 pointer-coarse:hidden">
            Drop files anywhere on this page
          </p>
          <p class="font-serif text-xl mt-3 hidden pointer-coarse:block">From this device</p>
          <div class="flex flex-wrap justify-center gap-3 mt-5">
            <div>
              <input
                id="file"
                aria-label="Choose files"
                type="file"
                multiple
                accept={accept}
                onChange={chosen}
                class="sr-only peer"
              />
              <label for="file" class={label}>Choose files</label>
            </div>
            <div>
              <input
                id="folder"
                aria-label="Choose a folder"
                type="file"
                {...FOLDER}
                onChange={chosen}
                class="sr-only peer"
              />
              <label for="folder" class={label}>Choose a folder</label>
            </div>
          </div>
        </div>
        {!live && (
          <div class="without-script">
            <p class="font-serif text-xl mt-3" aria-hidden="true">Choose files</p>
            <input
              aria-label="Choose files"
              type="file"
              name="file"
              multiple
              required
              accept={accept}
              class="plain-file"
            />
            <p class="mt-6">
              <button
                type="submit"
                class="inline-flex items-center min-h-11 px-5 rounded-sm bg-accent text-on-accent font-medium cursor-pointer"
              >
                Add to the library
              </button>
            </p>
          </div>
        )}
      </form>
      {live && <Left uploads={uploads} />}
      <Rows uploads={uploads} />
    </div>
  );
}
