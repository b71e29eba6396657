/** A month of a member's milk: its days, what was taken in on each, and what of it needs a look. */
import type { Schemas } from "@shared/api/client";
import { businessDate, cents, daysLater, fromCents } from "@shared/figures/format";
import { currentLanguage } from "@shared/words/i18n";

export type Delivery = Schemas["Delivery"];
export type MilkDay = { date: string; litres: string; deliveries: Delivery[]; disputed: boolean; rejected: boolean };

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export const thisMonth = () => businessDate().slice(0, 7);
export const readMonth = (text: string | null) => (text && MONTH.test(text) ? text : thisMonth());

/** "2026-01" and -1 → "2025-12" */
export function monthsLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = year * 12 + number - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** "2026-11" → "November 2026", or "Nov" where there is little room. */
export function nameOf(month: string, style: "short" | "long"): string {
  const year: Intl.DateTimeFormatOptions = style === "long" ? { year: "numeric" } : {};
  return new Intl.DateTimeFormat(currentLanguage() === "sw" ? "sw-KE" : "en-KE", { month: style, ...year, timeZone: "UTC" }).format(new Date(`${firstOf(month)}T00:00:00Z`));
}

export const firstOf = (month: string) => `${month}-01`;
export const lastOf = (month: string) => daysLater(firstOf(monthsLater(month, 1)), -1);

/** Whether its litres count: not taken back, and not turned away. */
export const counts = (delivery: Delivery) => delivery.state !== "voided" && delivery.rejection_reason === null;

export function daysOf(month: string, deliveries: readonly Delivery[], until = businessDate()): MilkDay[] {
  const days: MilkDay[] = [];
  for (let date = firstOf(month); date.startsWith(month) && date <= until; date = daysLater(date, 1)) {
    const found = deliveries.filter((one) => one.date === date);
    days.push({
      date, deliveries: found, litres: total(found), disputed: found.some(({ state }) => state === "disputed"),
      rejected: found.some((one) => one.rejection_reason !== null && one.state !== "voided"),
    });
  }
  return days;
}

export const total = (deliveries: readonly Delivery[]) => fromCents(deliveries.filter(counts).reduce((sum, one) => sum + cents(one.litres), 0));

export const worth = (deliveries: readonly Delivery[]) => ({
  amount: fromCents(deliveries.filter(counts).reduce((sum, { value }) => sum + cents(value.amount), 0)),
  currency: "KES",
});

/** Empty places before the first of the month, when a week begins on Monday. */
export const placesBefore = (month: string) => (new Date(`${firstOf(month)}T00:00:00Z`).getUTCDay() + 6) % 7;
