/** One dispute as the screens see it: what each choice would mean, who may decide, what is usual, what came before. */
import type { Schemas } from "@shared/api/client";
import { cents, fromCents } from "@shared/figures/format";
import { trueNow } from "@shared/offline/clock";

import type { Choice } from "./told";

export type Delivery = Schemas["Delivery"];
export type WithStory = Schemas["DeliveryWithStory"];
export type Disputed = Delivery & { dispute: Schemas["Dispute"] };
/** As it stands in the list of those that wait. */
export type Listed = Disputed & Pick<Schemas["BookDelivery"], "member_name">;

export const isDisputed = <Some extends Delivery>(delivery: Some): delivery is Some & { dispute: Schemas["Dispute"] } => delivery.dispute !== null;

/** The litres that the farmer says, where the farmer named some: milk that is not the member's is none. */
export function claimOf(delivery: Disputed): string | null {
  if (delivery.dispute.claimed_litres !== null) return delivery.dispute.claimed_litres;
  return delivery.dispute.reason === "not-mine" ? "0" : null;
}

/** The same number of litres, however it is written. */
export const same = (one: string, other: string) => cents(one) === cents(other);

export const difference = (delivery: Disputed, litres: string) => fromCents(cents(litres) - cents(delivery.litres));

/** What the milk would be worth with so many litres: rounded once, half to the even cent, as the ledger does. */
export function worth(delivery: Disputed, litres: string | null): string {
  if (litres === null || delivery.rejection_reason) return delivery.value.amount;
  return fromCents(halfEven(cents(litres) * cents(delivery.price_per_litre.amount)));
}

/** From hundredths of cents to cents. */
function halfEven(hundredths: number): number {
  const [whole, rest] = [Math.floor(hundredths / 100), hundredths % 100];
  return rest > 50 || (rest === 50 && whole % 2 === 1) ? whole + 1 : whole;
}

const LITRES = /^\d{1,4}([.,]\d{1,2})?$/;

/** What was typed as litres; null while it is none. */
export const typedLitres = (typed: string): string | null => (LITRES.test(typed.trim()) ? typed.trim().replace(",", ".") : null);

/** The litres that hold after a choice; null where none are known yet. */
export function litresOf(delivery: Disputed, choice: Choice, typed: string): string | null {
  if (choice === "stands") return delivery.litres;
  return choice === "farmer" ? claimOf(delivery) : typedLitres(typed);
}

/** What is sent to decide. */
export function resolution(choice: Choice, litres: string, explanation: string, meant: boolean): Schemas["Resolution"] {
  const body: Schemas["Resolution"] = choice === "stands" ? { outcome: "upheld", explanation } : { outcome: "adjusted", litres, explanation };
  return meant ? { ...body, meant } : body;
}

const WEIGHED = new Set(["delivery.recorded", "delivery.corrected"]);

/** Who recorded or corrected the milk: none of them decides about it. */
export const weighers = (story: WithStory["story"]): string[] => [...new Set(story.filter(({ fact }) => WEIGHED.has(fact)).map(({ who }) => who))];

/** The farmer's own words of the last dispute. */
export function noteOf(story: WithStory["story"]): string | null {
  const note = story.findLast(({ fact }) => fact === "delivery.disputed")?.details["note"];
  return typeof note === "string" && note ? note : null;
}

export const DAYS_BACK = 14;

/** The member's milk of the same shift before this one, the oldest first. */
export function before(delivery: Delivery, all: readonly Delivery[]): Delivery[] {
  const good = all.filter((one) => one.id !== delivery.id && one.shift === delivery.shift && one.date < delivery.date && one.state !== "voided" && !one.rejection_reason);
  return good.toSorted((one, other) => one.date.localeCompare(other.date)).slice(-DAYS_BACK);
}

/** The mean, to a tenth of a litre; null of nothing. */
export function usual(milk: readonly Delivery[]): string | null {
  if (milk.length === 0) return null;
  const sum = milk.reduce((total, one) => total + cents(one.litres), 0);
  return fromCents(Math.round(sum / milk.length / 10) * 10);
}

export type Pattern = { decided: number; stands: number; changed: number; withdrawn: number };

/** What became of disputes that were decided. */
export function patternOf(disputes: readonly Delivery[]): Pattern {
  const outcomes = disputes.filter(isDisputed).map(({ dispute }) => dispute.outcome);
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const [stands, changed, withdrawn] = [count("upheld"), count("adjusted"), count("withdrawn")];
  return { decided: stands + changed + withdrawn, stands, changed, withdrawn };
}

/** The dispute to open after this one: the next of the list, at its end the one before. */
export function nextOf(list: readonly { id: string }[], id: string): string | null {
  const at = list.findIndex((one) => one.id === id);
  return (list[at + 1] ?? list[at - 1] ?? (at < 0 ? list[0] : undefined))?.id ?? null;
}

const DAY_MS = 86_400_000;

/** `soon` on the last day before the deadline, `late` behind it. */
export function urgency(by: string, now: Date = trueNow()): "late" | "soon" | null {
  const left = new Date(by).getTime() - now.getTime();
  if (left < 0) return "late";
  return left < DAY_MS ? "soon" : null;
}
