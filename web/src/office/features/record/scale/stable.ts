/**
 * When a weight may be taken: it stood still for some readings, and the platform was empty since the last one, so
 * that one can is not taken for two farmers.
 */
import { readHundredths } from "../litres";
import type { Reading } from "./reader";

/** Readings in a row, each within so many hundredths of the first of them. */
const STILL_FOR = 5;
const STILL_WITHIN = 3;
/** Up to here, in hundredths, the platform is empty: drops, and a scale that wanders. */
const EMPTY_BELOW = 20;

export type Weight = { text: string; stable: boolean; empty: boolean };

export class Stability {
  private first = 0;
  private count = 0;

  /** What the platform shows with this reading. */
  see({ weight, steady }: Reading): Weight | null {
    if (weight === null) return null;
    const hundredths = weight.startsWith("-") ? 0 : readHundredths(rounded(weight));
    if (hundredths === null) return null;
    if (this.count > 0 && Math.abs(hundredths - this.first) <= STILL_WITHIN) this.count += 1;
    else [this.first, this.count] = [hundredths, 1];
    const empty = hundredths < EMPTY_BELOW;
    return { text: rounded(weight), stable: !empty && (steady || this.count >= STILL_FOR), empty };
  }
}

/** Scales show grams; a weighing is to the hundredth, as the ledger keeps it. Half goes up. */
function rounded(text: string): string {
  const match = /^(-?\d+)\.(\d{2})(\d)\d*$/.exec(text);
  if (!match) return text;
  const [, whole = "0", two = "00", third = "0"] = match;
  const hundredths = Number(whole) * 100 + Number(two) + (Number(third) >= 5 ? 1 : 0);
  const digits = hundredths.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
