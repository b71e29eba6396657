/**
 * Money, litres and days as people here write them. Figures arrive as decimal texts and stay texts or whole
 * cents: nothing is computed with floating point.
 */
import { trueNow } from "../offline/clock";
import { currentLanguage } from "../words/i18n";

const MINUS = "−";
const NAIROBI = "Africa/Nairobi";

const locale = () => (currentLanguage() === "sw" ? "sw-KE" : "en-KE");

/** "-12345.5" → 12345.50 as "−12,345.50"; decimals are padded, never rounded away. */
export function grouped(decimal: string, places: number): string {
  const negative = decimal.startsWith("-");
  const [whole = "0", part = ""] = decimal.replace(/^[+-]/, "").split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const decimals = part.padEnd(places, "0");
  const zero = /^0*$/.test(whole) && /^0*$/.test(part);
  return `${negative && !zero ? MINUS : ""}${thousands}${decimals ? `.${decimals}` : ""}`;
}

/** "12345.5" → "KES 12,345.50" (the space does not break). */
export const money = (amount: string, currency = "KES") => `${currency}\u00a0${grouped(amount, 2)}`;

/** "8.5" → "8.5 L", "8.25" → "8.25 L" (nor does this one). */
export const litres = (value: string) => `${grouped(trimmed(value), 1)}\u00a0L`;

/** "8.50" → "8.5": hundredths are shown where there are some. */
function trimmed(value: string): string {
  return value.includes(".") ? value.replace(/0+$/, "").replace(/\.$/, "") : value;
}

/** "1234.50" → 123450; for comparing and adding up. Texts of at most two decimals. */
export function cents(amount: string): number {
  const negative = amount.startsWith("-");
  const [whole = "0", part = ""] = amount.replace(/^[+-]/, "").split(".");
  const value = Number(whole) * 100 + Number(part.padEnd(2, "0").slice(0, 2));
  return negative ? -value : value;
}

/** 123450 → "1234.50" */
export function fromCents(value: number): string {
  const whole = Math.abs(value).toString().padStart(3, "0");
  return `${value < 0 ? "-" : ""}${whole.slice(0, -2)}.${whole.slice(-2)}`;
}

/** "2026-11-21" → "Sat 21 Nov 2026"; a business date has no time zone. */
export function day(date: string, style: "long" | "short" = "long"): string {
  const options: Intl.DateTimeFormatOptions =
    style === "long" ? { weekday: "short", day: "numeric", month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant as Nairobi's clocks show it: "21 Nov, 06:14". */
export function clock(instant: string, style: "time" | "day-time" = "day-time"): string {
  const time: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hour12: false };
  const options = style === "time" ? time : { day: "numeric", month: "short", ...time } as const;
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: NAIROBI }).format(new Date(instant));
}

/** Nairobi's date of an instant, as "2026-11-21"; today's by the server's clock. */
export function businessDate(at: Date = trueNow()): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: NAIROBI, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(at);
}

/** The date some days later (or earlier). */
export function daysLater(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** "3 minutes ago", in the person's language. */
export function since(instant: string, now: Date = trueNow()): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const steps = [[60, "second"], [60, "minute"], [24, "hour"], [Infinity, "day"]] as const;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  let value = seconds;
  for (const [size, unit] of steps) {
    if (Math.abs(value) < size) return format.format(value, unit);
    value = Math.trunc(value / size);
  }
  return clock(instant);
}

/** "this hour", "3 hours ago": of what is kept to the hour alone minutes would say too much. */
export function sinceHour(hour: string, now: Date = trueNow()): string {
  const hours = Math.max(0, Math.floor((now.getTime() - new Date(hour).getTime()) / 3_600_000));
  return hours < 24 ? new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-hours, "hour") : since(hour, now);
}
