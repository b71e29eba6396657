/** Days between a thing's first fact and today, for the slider of time; and what then and now differ in. */
import type { Schemas } from "@shared/api/client";
import { businessDate, daysLater } from "@shared/figures/format";

const DAY_MS = 86_400_000;
const asDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** How many days lie between two dates. */
export const daysBetween = (first: string, last: string) => asDay(last) - asDay(first);

/** The slider's days: from the first fact until today; `at` is where a date stands, kept within. */
export function span(first: string | undefined, today: string = businessDate()) {
  const start = first === undefined ? today : businessDate(new Date(first));
  const length = Math.max(0, daysBetween(start, today));
  return { start, today, length, at: (date: string) => Math.min(length, Math.max(0, daysBetween(start, date))), day: (at: number) => daysLater(start, at) };
}

/** The days on which something happened, the oldest first. */
export const daysOf = (instants: readonly string[]): string[] => [...new Set(instants.map((instant) => businessDate(new Date(instant))))].toSorted();

/** The day on which a position of the ledger was reached, as far as a thing's facts tell. */
export function dayAt(facts: readonly { position: number; at: string }[], position: number): string | null {
  const fact = facts.findLast((one) => one.position <= position);
  return fact === undefined ? null : businessDate(new Date(fact.at));
}

export type Row = { field: string; was: string | null; now: string | null; changed: boolean };

/** Each field then and now; what has changed comes first, what was and is nothing is left out. */
export function rowsOf({ fields, since }: Pick<Schemas["AsOf"], "fields" | "since">): { changed: Row[]; same: Row[] } {
  const changed = since.map(({ field, then: was, now }) => ({ field, was, now, changed: true }));
  const names = new Set(since.map(({ field }) => field));
  const same = Object.entries(fields).filter(([field, value]) => value !== null && !names.has(field)).map(([field, value]) => ({ field, was: value, now: value, changed: false }));
  return { changed, same };
}
