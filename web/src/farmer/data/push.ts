/** Messages on this phone's screen by Web Push: whether this browser can, and whether it does. */
import { client } from "@shared/api/client";
import { onDevice } from "@shared/offline/local";

import { body } from "./useAnswer";
import { deviceName } from "./device";

export type PushState = "impossible" | "blocked" | "off" | "on";
/** Which subscription of the API is this browser's own, so that it can be ended here. */
const KEPT_AS = "imbuto-push";

const isPossible = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

async function ready(): Promise<ServiceWorkerRegistration | null> {
  return (await navigator.serviceWorker?.getRegistration(import.meta.env.BASE_URL)) ?? null;
}

export async function pushState(): Promise<PushState> {
  if (!isPossible()) return "impossible";
  if (Notification.permission === "denied") return "blocked";
  const worker = await ready();
  if (!worker) return "impossible";
  return (await worker.pushManager.getSubscription()) && onDevice.recall(KEPT_AS) ? "on" : "off";
}

/** Asks the person, the browser's push service and then the API. Throws what the browser or the API refuses. */
export async function subscribeHere(number: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const worker = await ready();
  if (!worker) return "impossible";
  const { public_key: key } = await body(client.GET("/api/v1/push/key"));
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const given = { endpoint: endpoint ?? "", keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" }, device: deviceName() };
  const { id } = await body(client.POST("/api/v1/members/{number}/push-subscriptions", { params: { path: { number } }, body: given }));
  onDevice.remember(KEPT_AS, id);
  return "on";
}

/** This browser shows no messages any more. The API forgets it at sign-out or when the push service says so. */
export async function unsubscribeHere(number?: string): Promise<void> {
  const id = onDevice.recall(KEPT_AS);
  onDevice.unlearn(KEPT_AS);
  if (!isPossible()) return;
  const subscription = await (await ready())?.pushManager.getSubscription();
  await subscription?.unsubscribe().catch(() => undefined);
  if (!id || !number) return;
  const params = { path: { number, id } };
  await client.DELETE("/api/v1/members/{number}/push-subscriptions/{id}", { params });
}

/** What stands on the phone's screen is of who signs out here, and for nobody after. */
export async function clearShown(): Promise<void> {
  const shown = await (await ready())?.getNotifications?.();
  for (const one of shown ?? []) one.close();
}
