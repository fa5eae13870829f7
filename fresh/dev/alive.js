// In every page while one works on the app: loads it again when what answers is another than before,
// and scrolls back to where it was, also past failures in between.

// Of what made the page, which may be gone before it is listened to.
let known = new URL(import.meta.url).search.slice(1);
const failed = "failed" in document.documentElement.dataset;
const key = "fresh scroll " + location.pathname;
const kept = sessionStorage.getItem(key);
if (kept !== null && !failed) {
  // The browser has its own idea of the place, and after a failure it is the wrong one.
  history.scrollRestoration = "manual";
  scrollTo(0, Number(kept));
  sessionStorage.removeItem(key);
}
const again = () => {
  if (!failed) sessionStorage.setItem(key, scrollY);
  location.reload();
};
const events = new EventSource("/_fresh/alive");
events.onmessage = ({ data }) => {
  if (known !== data) again();
  known = data;
};
// Styles change in place; of other files nobody knows what shows them.
events.addEventListener("static", ({ data }) => {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  const changed = Object.entries(JSON.parse(data)).map(([path, hash]) => [
    sheets.filter(({ href }) => new URL(href).pathname.endsWith(path)),
    hash,
  ]);
  if (failed || !changed.every(([links]) => links.length > 0)) return again();
  for (const [links, hash] of changed) {
    for (const link of links) {
      const url = new URL(link.href);
      url.searchParams.set("__frsh_c", hash);
      link.href = url.href;
    }
  }
});
