/**
 * Whose session this browser has. The cookie itself no script can see, and all windows of both doors share it:
 * when another person signs in, in whichever of them, each window hears so here, and sends nothing more of its own.
 */
import { useSyncExternalStore } from "react";

import { onDevice } from "../offline/local";

const MARK = "imbuto-signed-in";
/** Somebody signed in before names were kept. */
const SOMEBODY = "yes";
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

export function mark(principal: string): void {
  if (onDevice.recall(MARK) === principal) return;
  onDevice.remember(MARK, principal);
  tell();
}

export function unmark(): void {
  onDevice.unlearn(MARK);
  tell();
}

/** Without a mark nobody is asked about, so that a first visit is no refusal. */
export const marked = () => onDevice.recall(MARK);

export const isMarkedAs = (principal: string, found = marked()) => found === principal || found === SOMEBODY;

/** Told when somebody signs in or out, here or in another window. Returns how to stop listening. */
export function onMark(listener: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === MARK || event.key === null) listener();
  };
  listeners.add(listener);
  addEventListener("storage", heard);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", heard);
  };
}

export const useMark = () => useSyncExternalStore(onMark, marked);
