/**
 * How far this device's clock is from the server's. A tablet whose battery was empty may stand in 1970: weighings
 * get the time that the server's clock would show, as far as it was ever heard on this device.
 */
import { useSyncExternalStore } from "react";

import { hearers } from "../app/hearers";
import { onDevice } from "./local";

const KEPT_AS = "imbuto-clock";
/** Answers name whole seconds and travel for a while: less than this is no difference. */
const NO_DIFFERENCE_MS = 90_000;

let offsetMs = Number(onDevice.recall(KEPT_AS) ?? 0) || 0;
const { tell, listen } = hearers();

/** Each answer of the API says when it was given. */
export function heardTime(response: Response, here = Date.now()): void {
  const told = Date.parse(response.headers.get("Date") ?? "");
  if (Number.isNaN(told)) return;
  const difference = told - here;
  const found = Math.abs(difference) < NO_DIFFERENCE_MS ? 0 : difference;
  if (Math.abs(found - offsetMs) < NO_DIFFERENCE_MS && (found === 0) === (offsetMs === 0)) return;
  offsetMs = found;
  onDevice.remember(KEPT_AS, String(found));
  tell();
}

/** The time by the server's clock. */
export const trueNow = (): Date => new Date(Date.now() + offsetMs);

/** Milliseconds by which this device is slow (above zero) or fast (below); 0 when it is right. */
export function useClockOffset(): number {
  return useSyncExternalStore(listen, () => offsetMs, () => 0);
}
