/** Which days are looked at, in which steps and where: all of it stands in the address. */
import { businessDate, daysLater } from "@shared/figures/format";

export type By = "day" | "week" | "month";
export const STEPS: readonly By[] = ["day", "week", "month"];
export type Span = { by: By; from: string; to: string; centre: string };

/** Without days of one's own: thirty days, half a year of weeks, a year of months. At most 400 days are answered. */
const BACK: Record<By, number> = { day: 29, week: 181, month: 364 };
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function spanOf(search: URLSearchParams, today: string = businessDate()): Span {
  const by = STEPS.find((step) => step === search.get("by")) ?? "day";
  const given = (name: string) => { const text = search.get(name); return text && DATE.test(text) ? text : null; };
  const to = given("to") ?? today;
  return { by, to, from: given("from") ?? daysLater(to, -BACK[by]), centre: search.get("centre") ?? "" };
}

/** The last day of the step that begins on a day, within the days looked at. */
export function endOf(start: string, by: By, last: string): string {
  const end = by === "day" ? start : by === "week" ? daysLater(start, 6 - weekday(start)) : daysLater(nextMonth(start), -1);
  return end < last ? end : last;
}

/** Monday is 0. */
const weekday = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const nextMonth = (date: string) => {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
};

export const query = ({ from, to, centre }: Span) => ({ from, to, ...(centre ? { centre } : {}) });
export const addressOf = (path: string, asked: Record<string, string>) => `${path}?${new URLSearchParams(asked).toString()}`;
/** The weighings behind a step. */
export const weighings = (span: Span, start: string) => addressOf("/deliveries", { ...query(span), from: start, to: endOf(start, span.by, span.to) });
