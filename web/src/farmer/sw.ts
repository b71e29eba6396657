/// <reference lib="webworker" />
/**
 * The farmers' worker: keeps the app for a start without network, and shows messages that are pushed.
 *
 * A pushed message is JSON sealed for this browser: `id`, `text`, and a `token` that is reported once the message
 * is on the screen; else the member gets it by SMS as well (imbuto/jobs/pushing.py).
 */
import { keepTheShell } from "@shared/app/worker";

declare const self: ServiceWorkerGlobalScope;

type Pushed = { id: string; text: string; token: string };
type Options = NotificationOptions & { renotify?: boolean };
const HOME = "/farmer/";
const SHOWN = "/api/v1/push/shown";
/** Waits before each further try to report; after them the SMS comes. */
const TRIES_AFTER_MS = [0, 2_000, 8_000];

keepTheShell("farmer");

function read(data: PushMessageData | null): Pushed | null {
  try {
    const told: unknown = data?.json();
    if (!(told instanceof Object) || !("id" in told) || !("text" in told) || !("token" in told)) return null;
    return { id: String(told.id), text: String(told.text), token: String(told.token) };
  } catch {
    return null;
  }
}

async function show(pushed: Pushed): Promise<void> {
  const options: Options = { body: pushed.text, tag: pushed.id, icon: `${HOME}icon-192.png`, badge: `${HOME}icon-192.png` };
  await self.registration.showNotification("Imbuto", options);
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage("pushed");
  await report(pushed.token);
}

/** By the token alone: the session may have ended since. */
async function report(token: string): Promise<void> {
  for (const wait of TRIES_AFTER_MS) {
    await new Promise((go) => setTimeout(go, wait));
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(SHOWN, { method: "POST", credentials: "omit", headers, body: JSON.stringify({ token }) }).catch(() => null);
    if (answer && answer.status < 500) return;
  }
}

self.addEventListener("push", (event) => {
  const pushed = read(event.data);
  // A browser takes the right away from whoever is pushed to and shows nothing.
  event.waitUntil(pushed ? show(pushed) : self.registration.showNotification("Imbuto"));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

async function open(): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((one) => new URL(one.url).pathname.startsWith(HOME));
  await (page ? page.focus() : self.clients.openWindow(HOME));
}
