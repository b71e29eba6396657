/** This device by a name of its own making, and how well it keeps what it is given. */

import { newId } from "../api/id";
import { onDevice } from "./local";

const KEPT_AS = "imbuto-device";
let here: string | null = null;

/** The same as long as the browser's storage lasts, e.g. "device-3f9a1c2e". It says nothing about a person. */
export function deviceName(): string {
  if (here) return here;
  here = onDevice.recall(KEPT_AS) ?? `device-${newId().slice(0, 8)}`;
  onDevice.remember(KEPT_AS, here);
  return here;
}

/** Asks the browser not to clear the device's store when the disk gets full. */
export async function askToKeep(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
