/** What was brought: the sums of some deliveries, and which of them wait for the member's answer. */
import type { Schemas } from "@shared/api/client";
import { cents, fromCents } from "@shared/figures/format";

export type Delivery = Schemas["Delivery"];
type Shift = { word: "morning" | "midday" | "evening"; sign: "sun" | "noon" | "moon" };
export type Sum = { litres: string; value: string; deliveries: number };

/** "8.5" litres as hundredths and back work as amounts do. */
const hundredths = cents;
const fromHundredths = fromCents;

/** A delivery counts unless the weighing never was; rejected milk counts nothing. */
export const counts = (delivery: Delivery) => delivery.state !== "voided";
export const isAccepted = (delivery: Delivery) => counts(delivery) && delivery.rejection_reason === null;

export function sum(deliveries: readonly Delivery[]): Sum {
  const counted = deliveries.filter(isAccepted);
  const litres = counted.reduce((total, delivery) => total + hundredths(delivery.litres), 0);
  const value = counted.reduce((total, delivery) => total + cents(delivery.value.amount), 0);
  return { litres: fromHundredths(litres), value: fromCents(value), deliveries: counted.length };
}

/** The litres of each day, in hundredths, so that bars can be drawn. */
export function byDay(deliveries: readonly Delivery[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const delivery of deliveries.filter(isAccepted)) {
    days.set(delivery.date, (days.get(delivery.date) ?? 0) + hundredths(delivery.litres));
  }
  return days;
}

export const asLitres = fromHundredths;

/** Who confirmed may still dispute, as long as there is time. */
export function mayBeAnswered(delivery: Delivery, now: Date): boolean {
  return (delivery.state === "recorded" || delivery.state === "confirmed") && new Date(delivery.confirm_by) > now;
}

export const waitsForAnswer = (delivery: Delivery, now: Date) => delivery.state === "recorded" && mayBeAnswered(delivery, now);

/** What is typed as litres: "8,5", "8.5 L" or "8*5" is 8.5. Null when no litres are meant. */
export function readLitres(typed: string): string | null {
  const text = typed.trim().replace(/\s*[lL]$/, "").replace(/[,*]/, ".");
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? text : null;
}

/** Each shift's word (among those of "answering") and sign. */
export function shiftOf(shift: string): Shift {
  if (shift === "AM") return { word: "morning", sign: "sun" };
  return shift === "MID" ? { word: "midday", sign: "noon" } : { word: "evening", sign: "moon" };
}
