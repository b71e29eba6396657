/** The periods of a rhythm, as the ledger reckons them: each half of a month, each month, ten days or week. */
import { daysLater } from "@shared/figures/format";

export type Rhythm = "half-month" | "month" | "ten-days" | "week";
export type Period = { code: string; start: string; end: string };

const FIRSTS: Record<Exclude<Rhythm, "week">, readonly [number, string][]> = {
  "half-month": [[1, "-A"], [16, "-B"]],
  month: [[1, ""]],
  "ten-days": [[1, "-1"], [11, "-2"], [21, "-3"]],
};

const two = (value: number) => String(value).padStart(2, "0");

export function containing(day: string, rhythm: Rhythm): Period {
  if (rhythm === "week") return weekOf(day);
  const [month, date] = [day.slice(0, 7), Number(day.slice(8))];
  const firsts = FIRSTS[rhythm];
  const place = firsts.filter(([first]) => first <= date).length;
  const [first, letter] = firsts[place - 1] ?? [1, ""];
  const next = firsts[place]?.[0];
  const end = next === undefined ? lastOfMonth(month) : `${month}-${two(next - 1)}`;
  return { code: month + letter, start: `${month}-${two(first)}`, end };
}

/** Periods that have ended by `today` and lie behind `closed` (the end of the last approved run), the latest first. */
export function ended(today: string, rhythm: Rhythm, closed: string | null, most = 4): Period[] {
  const found: Period[] = [];
  let period = containing(daysLater(containing(today, rhythm).start, -1), rhythm);
  const behind = closed ?? "";
  while (found.length < most && period.end > behind) {
    found.push(period);
    period = containing(daysLater(period.start, -1), rhythm);
  }
  return found;
}

function lastOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** ISO weeks: Monday to Sunday; a week belongs to the year of its Thursday. */
function weekOf(day: string): Period {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = daysLater(day, -weekday);
  const thursday = daysLater(start, 3);
  const dayOfYear = (Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000;
  return { code: `${thursday.slice(0, 4)}-W${two(Math.floor(dayOfYear / 7) + 1)}`, start, end: daysLater(start, 6) };
}
