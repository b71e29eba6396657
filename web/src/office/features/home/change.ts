/** How much more or less, in whole per cent; null where there was nothing to compare with. */
import { cents } from "@shared/figures/format";

/** Both are decimal texts of at most hundredths, so that hundredths are whole numbers. */
export function changeOf(now: string, before: string): number | null {
  const [to, from] = [cents(now), cents(before)];
  return from === 0 ? null : Math.round(((to - from) * 100) / from);
}
