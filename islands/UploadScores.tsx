import { useEffect, useState } from "preact/hooks";
import { IconUpload } from "../icons/icons.tsx";
import type { Unfinished } from "../services/scores/arrivals.ts";
import { useDrop } from "./_parts/uploads/drop.ts";
import { ofKind } from "./_parts/uploads/files.ts";
import { Left, Rows } from "./_parts/uploads/Rows.tsx";
import { useUploads } from "./_parts/uploads/use_uploads.ts";

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
  const [live, setLive] = useState(false);
  const over = useDrop(accept, uploads.take);
  useEffect(() => setLive(true), []);

  function choose(event: Event, folder: boolean): void {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...input.files ?? []];
    uploads.take(folder ? ofKind(files, accept) : { files, passedOver: 0 });
    input.value = "";
  }

  return (
    <div class="mt-8">
      <form
        method="post"
        action="/scores"
        enctype="multipart/form-data"
        class={"border border-dashed rounded-sm px-6 py-12 text-center transition-colors duration-100 " +
          (over ? "border-accent bg-raised" : "border-edge")}
      >
        <IconUpload class="mx-auto text-quiet" />
        <p class="font-serif text-xl mt-3" aria-hidden={live ? undefined : "true"}>
          {live ? "Drop files anywhere on this page" : "Choose files"}
        </p>
        <div class={live ? "flex flex-wrap justify-center gap-3 mt-5" : ""}>
          <div>
            <input
              id="file"
              aria-label="Choose files"
              type="file"
              name="file"
              multiple
              required
              accept={accept}
              onChange={(event) => choose(event, false)}
              class={live ? "sr-only peer" : "plain-file"}
            />
            {live && <label for="file" class={label}>Choose files</label>}
          </div>
          {live && (
            <div>
              <input
                id="folder"
                aria-label="Choose a folder"
                type="file"
                {...FOLDER}
                onChange={(event) => choose(event, true)}
                class="sr-only peer"
              />
              <label for="folder" class={label}>Choose a folder</label>
            </div>
          )}
        </div>
        {!live && (
          <p class="mt-6">
            <button
              type="submit"
              class="inline-flex items-center min-h-11 px-5 rounded-sm bg-accent text-on-accent font-medium cursor-pointer"
            >
              Add to the library
            </button>
          </p>
        )}
      </form>
      {live && <Left uploads={uploads} />}
      <Rows uploads={uploads} />
    </div>
  );
}
