/** How long is waited before what waits is sent again: soon at first, then less and less often, never long. */
const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** Milliseconds after so many tries in silence. A part of it is chance: after a power cut a whole valley comes
 * back at the same moment. */
export function waitAfter(silences: number, chance = Math.random()): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.min(silences, 10), LONGEST_MS);
  return Math.round(whole * (0.75 + chance / 4));
}
