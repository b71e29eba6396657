/** What this phone is called in the list of where one is signed in, and the secret by which it is known again. */

import { onDevice } from "@shared/offline/local";

const TOKEN = "imbuto-farmer-device";
const BROWSERS = [["SamsungBrowser", "Samsung Internet"], ["OPR/", "Opera"], ["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]] as const;
const SYSTEMS = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["KAIOS", "KaiOS"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]] as const;

export function deviceName(agent: string = navigator.userAgent): string {
  const find = (known: readonly (readonly [string, string])[]) => known.find(([mark]) => agent.includes(mark))?.[1];
  const model = /Android [\d.]+; ([^;)]{2,30})/.exec(agent)?.[1];
  // Chrome says "K" for every phone.
  const system = model && model !== "K" ? model.replace(/ Build.*/, "") : find(SYSTEMS);
  return [system, find(BROWSERS)].filter(Boolean).join(", ") || "?";
}

export const deviceToken = () => onDevice.recall(TOKEN);

/** The API tells a new one at each sign-in on one's own phone; none on a borrowed one. */
export function rememberDevice(token: string | null | undefined): void {
  if (token) onDevice.remember(TOKEN, token);
}
