/** What a chart draws and its table says: one row per day, week, place or run, the same figures in both. */
import { cents } from "@shared/figures/format";

export type Figure = { height: number | null; text: string };
export type ChartRow = {
  id: string;
  /** Short, for the axis. */
  label: string;
  /** In full, for the table and on hover. */
  title: string;
  /** One figure for each series, in their order. */
  figures: readonly Figure[];
  /** Where the figures come from. */
  to?: string;
};
/** `now` is the thing itself, `before` the same of earlier, grey behind it; `other` something beside it. */
export type Series = { name: string; tone: "now" | "before" | "other" };

export const NONE: Figure = { height: null, text: "–" };
/** Only the height of a bar is a number; what is read stays the text. */
export const figure = (decimal: string | null | undefined, text: (decimal: string) => string): Figure =>
  decimal === null || decimal === undefined ? NONE : { height: cents(decimal) / 100, text: text(decimal) };
export const count = (value: number | null): Figure => (value === null ? NONE : { height: value, text: value.toLocaleString("en-KE") });

/** Whether any row has a figure of that series. */
export const isKnown = (rows: readonly ChartRow[], series: number) => rows.some((row) => row.figures[series]?.height !== null && row.figures[series] !== undefined);

/** "12,345" → "12k": the axis needs no more. */
export function short(value: number): string {
  if (value >= 1_000_000) return `${trimmed(value / 1_000_000)}M`;
  return value >= 10_000 ? `${trimmed(value / 1000)}k` : value.toLocaleString("en-KE");
}
const trimmed = (value: number) => value.toFixed(1).replace(/\.0$/, "");
