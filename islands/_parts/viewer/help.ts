const LOOK =
  "m-auto p-6 sm:p-8 max-w-xl w-[calc(100%-2rem)] bg-paper text-ink border border-edge " +
  "rounded-sm backdrop:bg-black/40";
const CLOSE = "min-h-11 px-5 mt-6 rounded-sm bg-accent text-on-accent cursor-pointer";

let dialog: HTMLDialogElement | undefined;

/** Shows the keys of a score in a dialog; where they cannot be fetched, nothing happens. */
export async function showKeys(): Promise<void> {
  if (dialog === undefined) {
    const answer = await fetch("/scores/keys").catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const close = Object.assign(document.createElement("button"), {
      className: CLOSE,
      textContent: "Close",
      onclick: () => dialog!.close(),
    });
    dialog = Object.assign(document.createElement("dialog"), { className: LOOK });
    dialog.ariaLabel = "Keys of a score";
    dialog.append(page.getElementById("score-keys")!, close);
  }
  // On the stand only what is in it can be seen.
  (document.fullscreenElement ?? document.body).append(dialog);
  dialog.showModal();
}
