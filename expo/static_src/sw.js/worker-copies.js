// The service worker of the public pages, below each language: what this browser keeps for when there is no network.
// `shell`, written before this by the view, holds `version`, the `files` every page needs, and the `offline` page.
const CACHE = `expo-${shell.version}`;
const FRESH = 15 * 60_000;
// Agenda, its days and sessions, my agenda, rooms and halls; nothing else is ever kept.
const KEPT = /^\/[a-z-]+\/[^/]+\/(agenda\/(\d{4}-\d\d-\d\d\/|mine\/|sessions\/[^/]+\/)?|(rooms|halls)\/([^/]+\/)?)$/;
const PLAIN = /^(\?(page=\d+|view=grid)(&page=\d+)?)?$/;

const keptAt = (copy) => Date.parse(copy.headers.get("X-Kept-At"));
const find = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

// Staff pages say no-store, and stand outside; whatever does not call itself public is not kept either.
const mayKeep = (url, answer) =>
  KEPT.test(url.pathname) && answer.ok && answer.type === "basic" && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control"));

async function keep(url, answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await (await caches.open(CACHE)).put(url, new Response(await answer.blob(), { headers }));
}

// Fetches an address in the background, unless a copy of it is new enough; the pages it is cut into come with it.
async function bring(address) {
  const url = new URL(address, location.origin);
  const copy = await find(url);
  if (url.origin !== location.origin || (copy && Date.now() - keptAt(copy) < FRESH)) return;
  const answer = await fetch(url, { redirect: "error", cache: "no-store" });
  if (!mayKeep(url, answer)) return;
  const parts = new Set((await answer.clone().text()).match(/(?<=href=")\?page=\d+(?=["#])/g));
  await keep(url, answer);
  if (!url.search) for (const part of parts) await bring(new URL(part, url));
}

// One after the other: the first visit of a crowded hall must not ask for everything at once.
async function bringAll({ list, mine }) {
  for (const address of (await (await fetch(list)).json()).pages) await bring(address);
  if (mine) await bringMine(new URL(mine, location.origin));
}

// The visitor's own choice, in place of the one before.
async function bringMine(url) {
  await bring(url);
  if (!(await find(url))) return;
  const cache = await caches.open(CACHE);
  for (const { url: other } of await cache.keys()) {
    const old = new URL(other);
    if (old.pathname === url.pathname && old.search && old.search !== url.search) await cache.delete(other);
  }
}
