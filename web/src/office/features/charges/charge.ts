/** What charges are of, and how they are taken: the words of the API. */
import { readMeasure, readMoney, shillings } from "@office/parts/forms/amount";
import type { Schemas } from "@shared/api/client";

export type Charge = Schemas["Charge"];
export type Kind = Schemas["ChargeIn"]["kind"];
export type Basis = Schemas["ChargeIn"]["basis"];
export type How = Schemas["PaymentIn"]["how"];

export const KINDS: readonly Kind[] = [
  "advance", "loan", "agrovet", "feed", "ai", "vet", "sacco", "bank", "shares", "transport", "levy", "insurance", "registration", "other",
];
export const BASES: readonly Basis[] = ["all", "run", "litre", "share"];
export const HOWS: readonly How[] = ["cash", "bank", "mpesa"];
/** Owed to the cooperative itself, always; no creditor can be of these. */
export const OWN: readonly Kind[] = ["advance", "shares", "registration"];

export const oneOf = <Choice extends string>(choices: readonly Choice[], text: string | null, otherwise: Choice): Choice => choices.find((one) => one === text) ?? otherwise;

/** How it is taken: nothing more for all at once, an amount a run or a litre, per cent of the milk's worth. */
export function taking(basis: Basis, typed: string): { basis: Basis; rate: ReturnType<typeof shillings> | null; share_percent: string | null } | null {
  if (basis === "all") return { basis, rate: null, share_percent: null };
  if (basis === "share") {
    const share_percent = readMeasure(typed);
    return share_percent ? { basis, rate: null, share_percent } : null;
  }
  const rate = readMoney(typed);
  return rate ? { basis, rate: shillings(rate), share_percent: null } : null;
}
