/** The colours of charts are those of our tokens: told apart by lightness and by dashes too, not by hue alone. */
import type { Series } from "./row";

export const FILL: Record<Series["tone"], string> = { now: "var(--green)", before: "var(--line-strong)", other: "var(--warm)" };
export const DASHES: Record<Series["tone"], string> = { now: "", before: "2 4", other: "8 4" };
export const AXIS = { fill: "var(--ink-soft)", fontSize: 12 };
export const MARGIN = { top: 24, right: 16, bottom: 4, left: 0 };
