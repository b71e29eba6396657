/**
 * Whether there is a network. The browser's own flag is wrong at times, in both directions: an answer that came
 * although it says "offline" proves it wrong, until it says so again.
 */
let lostAt = 0;
let heard = false;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

if (typeof addEventListener !== "undefined") {
  addEventListener("offline", () => {
    lostAt = performance.now();
    heard = false;
    tell();
  });
  addEventListener("online", tell);
}

/** An answer came to what was asked at that moment (`performance.now()`). */
export function heardAnswer(askedAt: number): void {
  if (navigator.onLine || heard || askedAt <= lostAt) return;
  heard = true;
  tell();
}

export const hasNetwork = () => navigator.onLine || heard;

/** Told of each change. Returns how to stop listening. */
export function onNetwork(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
