// Keeps the whole site for the next time without a network. A new version is taken in beside the old one and comes into force when no
// page of the old one is open any more: never in the middle of a class.
const NAME = 'verona-lab-VERSION';
const FILES = ['FILES'];

addEventListener('install', (event) => event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES))));
addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('verona-lab-') && name !== NAME) await caches.delete(name);
      await clients.claim();
    })(),
  ),
);
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(caches.open(NAME).then(async (cache) => (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request)));
});
