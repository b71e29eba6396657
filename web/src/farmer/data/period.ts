/** The cooperative's periods and when a member is paid, by the rules of imbuto/periods.py. */
import { daysLater } from "@shared/figures/format";

export type Rhythm = "half-month" | "month" | "ten-days" | "week";
export type PayRhythm = "run" | "month" | "quarter" | "half-year" | "year";
export type Period = { start: string; end: string };

const FIRST_DAYS: Record<Exclude<Rhythm, "week">, readonly number[]> = { "half-month": [1, 16], month: [1], "ten-days": [1, 11, 21] };
const MONTHS: Record<Exclude<PayRhythm, "run">, number> = { month: 1, quarter: 3, "half-year": 6, year: 12 };

const twoDigits = (value: number) => String(value).padStart(2, "0");
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Year and month (1 to 12) and day of "2026-11-21". */
export function parts(date: string): { year: number; month: number; dayOfMonth: number } {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  return { year, month, dayOfMonth };
}

export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function periodOf(date: string, rhythm: Rhythm): Period {
  if (rhythm === "week") {
    const monday = daysLater(date, -weekday(date));
    return { start: monday, end: daysLater(monday, 6) };
  }
  const { year, month, dayOfMonth } = parts(date);
  const firsts = FIRST_DAYS[rhythm];
  const part = firsts.filter((first) => first <= dayOfMonth).length;
  const next = firsts[part];
  const on = (number: number) => `${year}-${twoDigits(month)}-${twoDigits(number)}`;
  return { start: on(firsts[part - 1] ?? 1), end: on(next === undefined ? daysIn(year, month) : next - 1) };
}

/** The period that a code names: "2026-11-A", "2026-11", "2026-11-3", "2026-W45". Null for another text. */
export function periodOfCode(code: string): Period | null {
  const match = /^(\d{4})-(?:W(\d{2})|(\d{2})(?:-([AB123]))?)$/.exec(code);
  if (!match) return null;
  const [, year = "", week, month = "01", part] = match;
  if (week) {
    const fourth = `${year}-01-04`;
    return periodOf(daysLater(fourth, (Number(week) - 1) * 7), "week");
  }
  if (!part) return periodOf(`${year}-${month}-01`, "month");
  const rhythm = part === "A" || part === "B" ? "half-month" : "ten-days";
  const first = FIRST_DAYS[rhythm]["AB".includes(part) ? "AB".indexOf(part) : Number(part) - 1] ?? 1;
  return periodOf(`${year}-${month}-${twoDigits(first)}`, rhythm);
}

/** All days of a period, in order. */
export function daysOf(period: Period): string[] {
  const days: string[] = [];
  for (let day = period.start; day <= period.end; day = daysLater(day, 1)) days.push(day);
  return days;
}

/** The day after the run's last: then what came until it is being paid. A member may want it less often. */
export function payDay(today: string, rhythm: Rhythm, wanted: PayRhythm): string {
  const spanEnd = wanted === "run" ? today : endOfSpan(today, MONTHS[wanted]);
  return daysLater(periodOf(spanEnd, rhythm).end, 1);
}

function endOfSpan(date: string, months: number): string {
  const { year, month } = parts(date);
  const last = Math.floor((month - 1) / months) * months + months;
  return `${year}-${twoDigits(last)}-${twoDigits(daysIn(year, last))}`;
}

export const monthOf = (date: string) => date.slice(0, 7);

export function monthAfter(code: string, months: number): string {
  const { year, month } = parts(`${code}-01`);
  const index = year * 12 + month - 1 + months;
  return `${Math.floor(index / 12)}-${twoDigits((index % 12) + 1)}`;
}

/** The same date a year before. */
export const yearBefore = (date: string) => `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
