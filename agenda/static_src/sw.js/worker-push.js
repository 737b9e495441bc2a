// Notices that a kept session has moved. What this language of the site has asked for is noted in a cache of its own, one
// entry for each edition: the address that takes the list, and the list that it was last sent.
const LANGUAGE = new URL(registration.scope).pathname.split("/")[1];
const NOTED = `push/${LANGUAGE}/`;

self.addEventListener("push", (event) => {
  const { title, body, url, tag, lang } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, tag, lang, data: { url }, icon: shell.icon }));
});

// To the page, if it is open already; never to another site, whatever a message says.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, location.origin);
  if (url.origin === location.origin) event.waitUntil(openPage(url.href));
});

async function openPage(address) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => page.url.split(/[?#]/)[0] === address);
  return open ? open.focus() : clients.openWindow(address);
}

// A page tells the workers of both languages of each change of the choice (expo-offline).
self.addEventListener("message", (event) => event.waitUntil(sendChoice(event.data).catch(() => {})));

async function sendChoice({ list, mine }) {
  const address = `/push/${list.split("/")[2]}/`;
  const noted = await (await caches.open(NOTED)).match(address);
  const sessions = mine ? (new URL(mine, location.origin).searchParams.get("s") ?? "") : "";
  if (noted && (await noted.text()) !== sessions) await sendSubscription(address, sessions);
}

async function sendSubscription(address, sessions) {
  const cache = await caches.open(NOTED);
  const subscription = await registration.pushManager.getSubscription();
  if (!subscription) return cache.delete(address);
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ endpoint, ...keys, language: LANGUAGE, sessions });
  const answer = await fetch(address, { method: "POST", body });
  if (answer.ok) await cache.put(address, new Response(sessions));
  else if (answer.status === 404 || answer.status === 410) await cache.delete(address);
}

// The push service has given the browser another address, or none any more.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moveSubscription(event)));

async function moveSubscription({ oldSubscription, newSubscription }) {
  if (!newSubscription && oldSubscription) await registration.pushManager.subscribe(oldSubscription.options);
  const cache = await caches.open(NOTED);
  for (const { url } of await cache.keys()) {
    await sendSubscription(new URL(url).pathname, await (await cache.match(url)).text());
  }
}
