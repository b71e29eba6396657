/** Days and months as one says them here, without the year where it goes without saying. */
import { currentLanguage } from "@shared/words/i18n";

const locale = () => (currentLanguage() === "sw" ? "sw-KE" : "en-KE");

function write(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** "2026-11-20" → "Fri 20 Nov" */
export const dayOfWeek = (date: string) => write(date, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");

/** "2026-09-30" → "30 Sep 2026" */
export const dateOf = (date: string) => write(date, { day: "numeric", month: "short", year: "numeric" });

/** "2026-11" → "November 2026" */
export const month = (code: string) => write(`${code}-01`, { month: "long", year: "numeric" });

/** "2026-11-01" and "2026-11-15" → "1 – 15 Nov 2026" */
export function span(start: string, end: string): string {
  const sameMonth = start.slice(0, 7) === end.slice(0, 7);
  const from = sameMonth ? String(Number(start.slice(8))) : write(start, { day: "numeric", month: "short" });
  return `${from} – ${dateOf(end)}`;
}

const WEEK_IN_KISWAHILI = ["Jtt", "Jnn", "Jtn", "Alh", "Iju", "Jmo", "Jpi"];

/** The seven days in a letter or three, Monday first. The single letters that Intl has for Kiswahili are English ones. */
export function weekLetters(): string[] {
  if (currentLanguage() === "sw") return WEEK_IN_KISWAHILI;
  // 2024 began with a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((number) => write(`2024-01-0${number}`, { weekday: "narrow" }));
}
