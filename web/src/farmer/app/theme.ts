/** Light or dark: as the device is set, or as chosen here. static/farmer/scheme.js does the same before the first paint. */
import { useSyncExternalStore } from "react";

import { hearers } from "@shared/app/hearers";
import { onDevice } from "@shared/offline/local";

export type Theme = "device" | "light" | "dark";
export const THEMES: readonly Theme[] = ["device", "light", "dark"];
const KEPT_AS = "imbuto-theme";
const { tell, listen } = hearers();
const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme {
  const kept = onDevice.recall(KEPT_AS);
  return kept === "light" || kept === "dark" ? kept : "device";
}

function show(): void {
  const theme = chosen();
  const isDark = theme === "dark" || (theme === "device" && dark.matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  tell();
}

export function choose(theme: Theme): void {
  if (theme === "device") onDevice.unlearn(KEPT_AS);
  else onDevice.remember(KEPT_AS, theme);
  show();
}

/** Follows the device from now on, where nothing else is chosen. */
export function startTheme(): void {
  dark.addEventListener("change", show);
  show();
}

export const useTheme = () => useSyncExternalStore(listen, chosen);
