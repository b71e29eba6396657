/**
 * Whether there is a network. The browser's own flag is wrong at times, in both directions: an answer that came
 * although it says "offline" proves it wrong, until it says so again.
 */
import { hearers } from "../app/hearers";

let lostAt = 0;
let heard = false;
const { tell, listen } = hearers();

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
export const onNetwork = listen;
