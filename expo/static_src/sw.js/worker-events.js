self.addEventListener("install", (event) => {
  const begin = async () => {
    await (await caches.open(CACHE)).addAll([...shell.files, ...Object.values(shell.offline)]);
    await self.skipWaiting();
  };
  event.waitUntil(begin());
});

// The copies of an older version name files that are there no longer.
self.addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("expo-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// From a page of another language only what is kept is told, not what to keep for it.
self.addEventListener("message", (event) => event.data.elsewhere || event.waitUntil(bringAll(event.data).catch(() => {})));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url));
  else if (shell.files.includes(url.pathname)) event.respondWith(file(event.request));
});
