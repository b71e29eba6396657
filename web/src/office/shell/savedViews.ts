/**
 * Filters that a person keeps: the address of a screen with its filters, under a name. They stay on this device,
 * each person's own; where it keeps nothing, as long as the page. Addresses of our screens hold numbers and days, never names or phones.
 */
import { hearers } from "@shared/app/hearers";
import { onDevice } from "@shared/offline/local";
import { useCallback, useSyncExternalStore } from "react";

export type SavedView = { name: string; to: string };

const MOST = 30;
const LONGEST = 60;
const nothing: readonly SavedView[] = [];
const { tell, listen } = hearers("storage");
const read = new Map<string, { text: string; views: readonly SavedView[] }>();

const placeOf = (principal: string) => `imbuto-views-${principal}`;

function isView(one: unknown): one is SavedView {
  return typeof one === "object" && one !== null && "name" in one && "to" in one && typeof one.name === "string" && typeof one.to === "string" && one.to.startsWith("/");
}

/** What is kept; the same list as long as it has not changed. */
export function savedViews(principal: string): readonly SavedView[] {
  const text = onDevice.recall(placeOf(principal)) ?? "";
  const before = read.get(principal);
  if (before?.text === text) return before.views;
  const views = parsed(text);
  read.set(principal, { text, views });
  return views;
}

function parsed(text: string): readonly SavedView[] {
  if (!text) return nothing;
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isView) : nothing;
  } catch {
    return nothing;
  }
}

function write(principal: string, views: readonly SavedView[]): void {
  onDevice.remember(placeOf(principal), JSON.stringify(views));
  tell();
}

/** A name that is there already means its new filters. */
export function saveView(principal: string, name: string, to: string): void {
  const short = name.trim().slice(0, LONGEST);
  if (!short) return;
  const others = savedViews(principal).filter((view) => view.name !== short);
  write(principal, [...others, { name: short, to }].slice(-MOST));
}

export function dropView(principal: string, name: string): void {
  write(principal, savedViews(principal).filter((view) => view.name !== name));
}

export function useSavedViews(principal: string): readonly SavedView[] {
  const look = useCallback(() => savedViews(principal), [principal]);
  return useSyncExternalStore(listen, look);
}
