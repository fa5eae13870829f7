import { useEffect, useRef, useState } from "preact/hooks";
import { onKey, pick } from "./_parts/library/keys.ts";
import { chosenIds, elsewhere, look, send, shelf, show, untell } from "./_parts/library/shelf.ts";
import { refresh } from "./_parts/refresh.ts";

/** A pause in typing. */
const PAUSE_MS = 150;
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 15_000;
/** Where it is kept that a person wants no keys. */
const NO_KEYS = "library-keys-off";

/** Why something was not done. */
interface Refusal {
  readonly said: string;
  readonly signedOut: boolean;
}

/**
 * Makes the library answer as one types, by keys, and without leaving the page: it fetches the
 * pages that its links and forms lead to and takes their shelf.
 */
export default function LibraryDesk() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, say] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [off, setOff] = useState(false);

  async function help(): Promise<void> {
    const keys = dialog.current!.firstElementChild!;
    if (keys.childElementCount === 0) {
      const answer = await fetch("/scores/keys").catch(() => null);
      // Then that page itself says why it is not there.
      if (!answer?.ok) return location.assign("/scores/keys");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      keys.replaceChildren(...page.getElementById("keys")?.childNodes ?? []);
    }
    dialog.current!.showModal();
  }

  useEffect(() => setOff(localStorage.getItem(NO_KEYS) !== null), []);

  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event, help);
    if (!off) addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [off]);

  useEffect(() => {
    const library = document.getElementById("library")!;
    const field = document.getElementById("q") as HTMLInputElement;
    let pause: ReturnType<typeof setTimeout>;
    let next: ReturnType<typeof setTimeout>;
    let told = "";

    function search(trace: "push" | "replace"): void {
      clearTimeout(pause);
      const words = new FormData(document.getElementById("search") as HTMLFormElement);
      const asked = [...words].map(([name, value]) => [name, String(value)])
        .filter(([, value]) => value !== "");
      const text = new URLSearchParams(asked).toString();
      show(text === "" ? "/scores" : `/scores?${text}`, trace);
    }

    function type({ target }: Event): void {
      if (target !== field) return;
      clearTimeout(pause);
      pause = setTimeout(search, PAUSE_MS, "replace");
    }

    /** What the library says already is offered once somebody is about to type. */
    async function offer({ target }: FocusEvent): Promise<void> {
      if (!(target as Element).matches("#choose [list]")) return;
      library.removeEventListener("focusin", offer);
      await (await import("./_parts/names.ts")).fillNames();
    }

    function click(event: MouseEvent): void {
      const { target, ctrlKey, metaKey, shiftKey, altKey, button } = event;
      if (target instanceof HTMLInputElement && target.closest(".pick")) pick(target, shiftKey);
      const link = (target as Element).closest("a");
      if (!link || ctrlKey || metaKey || shiftKey || altKey || button !== 0) return;
      if (link.id === "keys-link") {
        event.preventDefault();
        return void help();
      }
      if (link.pathname !== "/scores" || !shelf().contains(link)) return;
      event.preventDefault();
      if (link.closest("#done")) return untell();
      const onwards = link.search.includes("cursor=") || location.search.includes("cursor=");
      show(link.href).then(() => {
        syncField();
        if (onwards) library.scrollIntoView();
      });
    }

    function submit(event: SubmitEvent): void {
      const form = event.target as HTMLFormElement;
      if (form.method === "dialog") return;
      event.preventDefault();
      if (form.id === "search") return search("push");
      const { submitter } = event;
      const body = new URLSearchParams(
        [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]),
      );
      const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action")!;
      send(address, body);
    }

    /** What is chosen in a row that goes on beyond an edge of the window comes into sight. */
    function reveal(): void {
      for (const one of shelf().querySelectorAll<HTMLElement>("[aria-current=true]")) {
        const row = one.parentElement!;
        row.scrollLeft = one.offsetLeft - row.offsetLeft - (row.clientWidth - one.offsetWidth) / 2;
      }
    }

    /** The field says what the shelf shows. */
    function syncField(): void {
      field.value = new URLSearchParams(location.search).get("q") ?? "";
    }

    const refused = (event: Event) => setRefusal((event as CustomEvent<Refusal>).detail);
    const back = () => show(location.href, "none").then(syncField);
    /** WebKit empties a field that is not to be completed when it brings the page back. */
    const kept = ({ persisted }: PageTransitionEvent) => persisted && setTimeout(syncField);

    /** What has changed is said, and what is still being read is looked after. */
    function changed(): void {
      const count = chosenIds().length;
      const chosen = document.querySelector("[data-chosen]");
      const away = elsewhere();
      const words = `${count} chosen` + (away > 0 ? `, ${away} of them not on this page` : "");
      if (chosen) chosen.textContent = words;
      const done = document.querySelector("#done p")?.textContent ?? "";
      const found = document.getElementById("found")?.textContent ?? "";
      setRefusal(null);
      reveal();
      // What was done is said once; then what is chosen counts again.
      say(done !== told ? done || found : count > 0 ? words : done || found);
      told = done;
      watch(FIRST_LOOK_MS);
    }

    function watch(wait: number): void {
      clearTimeout(next);
      const going = document.querySelector<HTMLElement>("[data-going]");
      if (going === null && document.querySelector("[data-reading]") === null) return;
      next = setTimeout(async () => {
        // A shelf that is drawn anew begins to watch by itself; then this goes on more slowly.
        if (going !== null) await look(going.dataset.going!);
        else if (!await refresh()) return;
        watch(Math.min(wait * 1.3, LONGEST_LOOK_MS));
      }, wait);
    }

    const left = new AbortController();
    const { signal } = left;
    library.addEventListener("input", type, { signal });
    library.addEventListener("click", click, { signal });
    library.addEventListener("submit", submit, { signal });
    library.addEventListener("focusin", offer, { signal });
    addEventListener("shelf", changed, { signal });
    addEventListener("refused", refused, { signal });
    addEventListener("popstate", back, { signal });
    addEventListener("pageshow", kept, { signal });
    reveal();
    watch(FIRST_LOOK_MS);
    // The server, or the browser on the way back, may have chosen some.
    if (chosenIds().length > 0) changed();
    return () => {
      left.abort();
      clearTimeout(pause);
      clearTimeout(next);
    };
  }, []);

  function switchKeys(): void {
    if (off) localStorage.removeItem(NO_KEYS);
    else localStorage.setItem(NO_KEYS, "1");
    setOff(!off);
  }

  return (
    <>
      <p role="status" class="sr-only">{said}</p>
      <p
        role="alert"
        class={"fixed top-4 inset-x-4 mx-auto max-w-md z-20 px-4 py-3 bg-paper border border-danger " +
          (refusal === null ? "hidden" : "")}
      >
        {refusal?.said}
        {refusal?.signedOut && (
          <a
            href={`/signin?returnTo=${encodeURIComponent(location.pathname + location.search)}`}
            class="ml-2 text-accent underline inline-flex items-center min-h-11"
          >
            Sign in
          </a>
        )}
      </p>
      {["composers", "tags", "collections"].map((name) => (
        <datalist
          key={name}
          id={`own-${name}`}
        />
      ))}
      <dialog
        ref={dialog}
        aria-label="Keys of the library"
        class="m-auto p-6 sm:p-8 max-w-xl w-[calc(100%-2rem)] bg-paper text-ink border border-edge rounded-sm backdrop:bg-black/40"
      >
        <div />
        <form method="dialog" class="flex flex-wrap gap-3 mt-6">
          <button
            type="submit"
            class="min-h-11 px-5 rounded-sm bg-accent text-on-accent cursor-pointer"
          >
            Close
          </button>
          <button
            type="button"
            onClick={switchKeys}
            class="min-h-11 px-5 rounded-sm border border-edge cursor-pointer"
          >
            {off ? "Switch the keys on" : "Switch the keys off"}
          </button>
        </form>
      </dialog>
    </>
  );
}
