import { useEffect, useState } from "preact/hooks";
import { all, type Kept, remove, removeAll } from "./_parts/device/kept.ts";
import { sizeInWords } from "./_parts/size.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

const count = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

/** A score's pages and size; a list's scores, whose sizes are said with them. */
function extent({ path, pages, bytes }: Kept): string {
  return path.startsWith("/scores/")
    ? `${count(pages, "page")}, ${sizeInWords(bytes)}`
    : `${count(pages, "score")}, to play from the start`;
}

/** What is kept on this device, each with the way to it and out of it. */
export default function KeptScores() {
  const [rows, setRows] = useState<Kept[] | null>(null);
  const [free, setFree] = useState<number | null>(null);

  async function look(): Promise<void> {
    setRows(await all().catch(() => []));
    const room = await navigator.storage?.estimate?.().catch(() => null);
    setFree(room?.quota ? room.quota - (room.usage ?? 0) : null);
  }
  useEffect(() => void look(), []);

  if (rows === null) return <p class="text-quiet min-h-11">Looking at what is kept here.</p>;
  if (rows.length === 0) {
    return (
      <p class="max-w-prose">
        Nothing is kept on this device. On the page of a score or a collection, “Keep on this
        device” keeps it for when there is no network.
      </p>
    );
  }
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return (
    <>
      <ul class="border-t border-rule">
        {rows.map((row) => (
          <li key={row.path} class="flex items-center gap-4 border-b border-rule">
            <a href={row.path} class="group flex-1 min-w-0 py-3 no-underline text-ink">
              <span class="block font-serif text-lg leading-snug group-hover:text-accent wrap-anywhere">
                {row.title}
              </span>
              {row.by !== "" && <span class="composer block wrap-anywhere">{row.by}</span>}
              <span class="block text-sm text-quiet tabular-nums">
                {`${extent(row)}; as it was on ${DAY.format(row.at)}`}
              </span>
            </a>
            <button
              type="button"
              aria-label={`Remove ${row.title} from this device`}
              onClick={() => remove(row.path).then(look)}
              class="shrink-0 min-h-11 text-quiet underline cursor-pointer hover:text-danger"
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <p role="status" class="text-quiet mt-3 tabular-nums">
        {`${sizeInWords(bytes)} of this device in all`}
        {free === null ? "." : `; there is room for ${sizeInWords(free)} more.`}
      </p>
      <button
        type="button"
        onClick={() => removeAll().then(look)}
        class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
      >
        Remove all from this device
      </button>
    </>
  );
}
