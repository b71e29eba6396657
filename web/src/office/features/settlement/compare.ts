/** How a figure changed against the run before, and what deserves a look. */
export type Way = "up" | "down" | "much" | "little" | "same";

/** From a quarter on, a change is said in the warm colour. */
const MUCH = 25;
/** From ten times on, a percentage is no longer grasped: so many times is said. */
const MANY = 900;

export function change(percent: string | null): { way: Way; percent: string | null } {
  if (percent === null) return { way: "same", percent: null };
  const value = Number(percent);
  const size = percent.replace(/^[+-]/, "");
  if (value === 0) return { way: "same", percent: size };
  const far = Math.abs(value) >= MUCH;
  return { way: value > 0 ? (far ? "much" : "up") : far ? "little" : "down", percent: size };
}

/** "38357.4" → 385 times as much as before; null where a percentage says it better. */
export const times = (percent: string) => (Number(percent) >= MANY ? Math.round(Number(percent) / 100) + 1 : null);

/** "deducted: levy" → "levy"; null of what is no kind of deduction. */
export const deductionKind = (name: string) => (name.startsWith("deducted: ") ? name.slice("deducted: ".length) : null);

const isZero = (value: string | null) => value === null || Number(value) === 0;

/** A figure that was nothing and is nothing says nothing. */
export const isTold = (figure: { now: string; before: string | null }) => !(isZero(figure.now) && isZero(figure.before));
