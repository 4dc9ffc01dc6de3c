// Keeps the quick page and what it is made of, so that it opens at once and without network. Nothing of anybody's is kept:
// the page is fetched as by a stranger, and every other page comes from the network alone.
const SHELL = {{ shell | tojson }};
const FILES = {{ files | tojson }};
const NAME = "frisklivsnett-" + {{ version | tojson }};

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(NAME);
      await cache.addAll(FILES);
      await cache.put(SHELL, await fetch(SHELL, { credentials: "omit" }));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

const isShell = (url) => url.pathname + url.search === SHELL;

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request));
});

async function kept(request) {
  return (await caches.match(request)) || fetch(request);
}

async function page(request, url) {
  if (isShell(url)) {
    const found = await caches.match(SHELL);
    if (found) return found;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(SHELL);
    if (found) return found;
    throw error;
  }
}
