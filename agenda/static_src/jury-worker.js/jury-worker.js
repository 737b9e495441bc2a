// Below /jury/: the judge's page and the pictures of their own entries stay on this device while the round is open, for
// when there is no network. Left, closed or not let in any more, the page has it drop them all.
const KEPT = "jury";
// More than any jury has; a device that has less room keeps what fits.
const MOST = 200;
const PAGE = "/jury/";
// Under this address stands until when all of it may be kept, in milliseconds since 1970.
const UNTIL = "/jury/kept-until";
const PICTURE = /^\/jury\/pictures\/\d+-\d+\.webp$/;

// Of an address there is one copy, whatever a request says besides.
const AS_KEPT = { ignoreVary: true };

const drop = () => caches.delete(KEPT);

async function keep({ pictures, until }) {
  const cache = await caches.open(KEPT);
  const wanted = pictures.filter((path) => PICTURE.test(path)).slice(0, MOST);
  await cache.put(UNTIL, new Response(String(until)));
  for (const { url } of await cache.keys()) {
    const path = new URL(url).pathname;
    if (PICTURE.test(path) && !wanted.includes(path)) await cache.delete(url);
  }
  await keepPage(cache);
  for (const path of wanted) if (!(await cache.match(path, AS_KEPT))) await cache.add(path);
}

// The page as it is now: what was saved stands in it. Its files are kept with it.
async function keepPage(cache) {
  const answer = await fetch(PAGE, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) return void (await drop());
  const files = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.put(PAGE, answer);
  for (const path of new Set(files)) if (!(await cache.match(path, AS_KEPT))) await cache.add(path);
}

async function copyOf(path) {
  const cache = await caches.open(KEPT);
  const until = await cache.match(UNTIL);
  if (until && Number(await until.text()) > Date.now()) return cache.match(path, AS_KEPT);
  await drop();
}

// The network first: who is not let in any more keeps nothing.
async function page(request) {
  try {
    const answer = await fetch(request);
    if ([401, 403, 404].includes(answer.status)) await drop();
    return answer;
  } catch (failed) {
    const copy = await copyOf(PAGE);
    if (copy) return copy;
    throw failed;
  }
}

const picture = async (request, path) => (await copyOf(path)) ?? fetch(request);
const file = (request, path) => fetch(request).catch(async () => (await copyOf(path)) ?? Response.error());

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil((event.data ? keep(event.data) : drop()).catch(() => {})));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (PICTURE.test(pathname)) event.respondWith(picture(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request, pathname));
});
