// In every page while one works on the app: loads it again when what answers is another than before,
// and scrolls back to where it was, also past failures in between.

// Of what made the page, which may be gone before it is listened to.
const known = new URL(import.meta.url).search.slice(1);
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
// Styles change in place; of other files nobody knows what shows them.
const restyle = (changed) => {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  for (const [path, hash] of Object.entries(changed)) {
    const links = sheets.filter(({ href }) => new URL(href).pathname.endsWith(path));
    if (links.length === 0) return again();
    for (const link of links) {
      const url = new URL(link.href);
      url.searchParams.set("__frsh_c", hash);
      link.href = url.href;
    }
  }
};
new EventSource("/_fresh/alive").onmessage = ({ data }) => {
  const { id, changed } = JSON.parse(data);
  if (id !== known || (changed && failed)) again();
  else if (changed) restyle(changed);
};
