/** Installs the door's service worker, and says when a newer version is ready. */
import { useSyncExternalStore } from "react";

import { hearers } from "./hearers";

let waiting: ServiceWorker | null = null;
const { tell, listen } = hearers();
const LOOK_AGAIN_MS = 30 * 60_000;

function ready(worker: ServiceWorker): void {
  waiting = worker;
  tell();
}

export async function install(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const base = import.meta.env.BASE_URL;
  // Without a worker (a browser that refuses, a server that is being changed) the page works all the same.
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base }).catch(() => null);
  if (!registration) return;
  if (registration.waiting && navigator.serviceWorker.controller) ready(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const found = registration.installing;
    found?.addEventListener("statechange", () => {
      if (found.state === "installed" && navigator.serviceWorker.controller) ready(found);
    });
  });
  setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN_MS);
}

/** Lets the new version take over, and opens the page anew with it; in another window it may have done so already. */
export function takeOver(): void {
  if (waiting?.state !== "installed") return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}

export const useUpdateReady = () => useSyncExternalStore(listen, () => waiting !== null);
