/** Chromium offers to install the app once it has seen it a while: the offer is kept until the person takes it. */
import { useSyncExternalStore } from "react";

import { hearers } from "@shared/app/hearers";
import { onDevice } from "@shared/offline/local";

type Offer = Event & { prompt: () => Promise<unknown> };
const DISMISSED = "imbuto-not-installed";
const { tell, listen } = hearers();
let offer: Offer | null = null;

function set(next: Offer | null): void {
  offer = next;
  tell();
}

const isOffer = (event: Event): event is Offer => "prompt" in event;

export function awaitOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (isOffer(event) && !onDevice.recall(DISMISSED)) set(event);
  });
  addEventListener("appinstalled", () => set(null));
}

export async function install(): Promise<void> {
  await offer?.prompt();
  set(null);
}

/** Not asked again on this phone; the browser's own menu still can. */
export function dismissInstall(): void {
  onDevice.remember(DISMISSED, "yes");
  set(null);
}

export const useInstallable = () => useSyncExternalStore(listen, () => offer !== null);
