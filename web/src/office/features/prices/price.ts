/** A price among all prices: whether it holds now, comes, held before, waits or was refused. */
import type { Schemas } from "@shared/api/client";

export type Price = Schemas["Price"];
export type Standing = "now" | "coming" | "before" | "proposed" | "refused";
export const STANDINGS: readonly Standing[] = ["proposed", "now", "coming", "before", "refused"];

const later = (one: Price, other: Price) =>
  one.effective_from !== other.effective_from ? one.effective_from > other.effective_from : (one.decided_at ?? "") > (other.decided_at ?? "");

/** By the ledger's own rule: of a centre's (or the general) approved prices the latest that has begun; of one
 *  day's the one that was approved later. */
function inForce(prices: readonly Price[], centre: string | null, day: string): Price | undefined {
  const begun = prices.filter((price) => price.state === "approved" && price.centre === centre && price.effective_from <= day);
  return begun.reduce<Price | undefined>((latest, price) => (!latest || later(price, latest) ? price : latest), undefined);
}

export function standing(price: Price, all: readonly Price[], today: string): Standing {
  if (price.state !== "approved") return price.state;
  if (price.effective_from > today) return "coming";
  return inForce(all, price.centre, today)?.id === price.id ? "now" : "before";
}

export const isStanding = (text: string | null): text is Standing => STANDINGS.some((one) => one === text);
