/**
 * Opens without a network what a person marked "Keep on this device", and says of the rest that it
 * is not here. It keeps nothing itself: the page that is marked does (islands/_parts/device/).
 * See docs/decisions/024-offline.md.
 */

/** A kept page is shown from the device when the network has not answered by then. */
const PATIENCE_MS = 4000;
/** Ours is away, not at fault. */
const AWAY = [502, 503, 504];
/**
 * What is answered with Clear-Site-Data. WebKit waits there for the worker to end, which would wait
 * for the answer: nobody got signed out.
 */
const CLEARING = /^(POST \/(signout|account\/(delete|leaving))|GET \/signin\/google\/callback)$/;

const kept = (url) => caches.match(url, { ignoreVary: true });
const ours = async () => (await caches.keys()).filter((name) => name.startsWith("kept "));

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (CLEARING.test(`${request.method} ${url.pathname}`)) return;
  if (request.mode === "navigate") return event.respondWith(page(event, url));
  const part = /^\/_fresh\/|^\/scores\/[^/]+\/pages\//.test(url.pathname) ||
    url.searchParams.has("__frsh_c");
  if (part && request.method === "GET") event.respondWith(piece(request, url));
});

/** A page: from the network, else from the device, else the one that says what is so. */
async function page(event, url) {
  const { request } = event;
  const isGet = request.method === "GET";
  const mine = isGet ? await keptPage(url) : undefined;
  const asked = fetch(request).then(async (answer) => {
    await obey(answer);
    if (mine && answer.status === 404) await drop(url.pathname);
    if (url.pathname === "/scores" && answer.ok) event.waitUntil(compare().catch(() => {}));
    if (mine && AWAY.includes(answer.status)) throw new Error("away");
    return answer;
  });
  event.waitUntil(asked.catch(() => {}));
  try {
    return await (mine ? Promise.race([asked, late()]) : asked);
  } catch {
    if (mine) return await uncovered(mine, "data-from-device");
    const offline = await kept("/offline");
    return offline
      ? await uncovered(offline, isGet ? "data-not-kept" : "data-not-sent")
      : Response.error();
  }
}

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));

/** A score has one page whichever of its leaves is open, and one for each place in a list. */
async function keptPage({ pathname, searchParams }) {
  const [list, at] = ["list", "at"].map((name) => searchParams.get(name));
  return list && await kept(`${pathname}?list=${list}&at=${at}`) || await kept(pathname);
}

/** The page, with the line of it that is for this case in sight. */
async function uncovered(answer, line) {
  const { headers } = answer;
  const html = await answer.text();
  return new Response(html.replace(`${line} hidden`, line), { headers });
}

/** A picture, script or style: what has its hash in its address, or never changes. */
async function piece(request, url) {
  const mine = await kept(request.url);
  if (mine) return mine;
  try {
    return await fetch(request);
  } catch {
    return await otherWidth(url) ?? Response.error();
  }
}

/** The same page, cropped alike, for a screen that asks for another width than was kept. */
async function otherWidth(url) {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys(url.pathname, { ignoreSearch: true })) {
      const crop = new URL(request.url).searchParams.get("crop");
      if (crop === url.searchParams.get("crop")) return await cache.match(request);
    }
  }
}

/** Every page says whose it is; what somebody else kept goes, and with the last of it this worker. */
async function obey(answer) {
  const owner = answer.headers.get("x-owner");
  if (owner === null) return;
  const names = await ours();
  const others = names.filter((name) => name !== `kept ${owner}`);
  await Promise.all(others.map((name) => caches.delete(name)));
  if (owner === "none" || others.length && others.length === names.length) {
    await registration.unregister();
  }
}

/** Scores that are no longer in the library are no longer on the device. */
async function compare() {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    const ids = paths.flatMap((path) => /^\/kept\/scores\/(.+)/.exec(path)?.[1] ?? []);
    if (ids.length === 0) continue;
    const body = new URLSearchParams(ids.map((id) => ["id", id]));
    const answer = await fetch("/scores/kept", {
      method: "POST",
      body,
      headers: { accept: "application/json" },
    });
    if (!answer.ok) return;
    const { gone } = await answer.json();
    for (const id of gone) await drop(`/scores/${id}`);
  }
}

/** Takes a score from the device. */
async function drop(path) {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const at = new URL(request.url).pathname.replace(/^\/kept/, "");
      if (at === path || at.startsWith(`${path}/`)) await cache.delete(request);
    }
  }
}
