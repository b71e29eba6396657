/**
 * What the service workers of both doors do: keep the shell so that the app opens without network, and answer
 * each page of the door with it. Data is never kept here: the screens do that, so that signing out forgets it.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";

type Entry = { url: string; revision: string | null };
declare const __KEPT__: Entry[];
declare const self: ServiceWorkerGlobalScope & { __WB_DISABLE_DEV_LOGS?: boolean };

export function keepTheShell(door: string): void {
  cleanupOutdatedCaches();
  precacheAndRoute(__KEPT__);
  const shell = createHandlerBoundToURL(`/${door}/index.html`);
  self.addEventListener("fetch", (event) => {
    if (event.request.mode !== "navigate") return;
    const url = new URL(event.request.url);
    if (url.origin !== self.location.origin || !url.pathname.startsWith(`/${door}/`)) return;
    event.respondWith(shell({ request: event.request, url, event, params: [] }));
  });
  // A new version waits until the person says so (updates.ts), so that no screen changes under a hand.
  self.addEventListener("message", (event) => {
    if (event.data === "take over") void self.skipWaiting();
  });
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
}
