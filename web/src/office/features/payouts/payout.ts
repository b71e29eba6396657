/** One payout as the screens see it: its group, what its state means, and the only acts that are safe in it. */
import type { Schemas } from "@shared/api/client";

export type PayoutStory = Schemas["PayoutWithStory"];
export type Payout = Schemas["Payout"];
export type PayoutState = Payout["state"];
export type Group = Schemas["GroupSum"]["group"];
export type Money = Schemas["Money"];
export type Outcome = Schemas["ProposedOutcome"]["outcome"];

export const GROUPS: readonly Group[] = ["paid", "failed", "unknown", "held", "unsent"];
/** Every state between sent and ended is unknown. */
export const STATES: Record<Group, readonly PayoutState[]> = {
  paid: ["paid"], failed: ["failed"], held: ["held"], unsent: ["requested"],
  unknown: ["submitted", "accepted", "outcome_unknown", "failure_reported", "needs_review", "handed_over"],
};

export const isGroup = (name: string | null): name is Group => GROUPS.some((group) => group === name);
export const groupOf = (state: PayoutState): Group => GROUPS.find((group) => STATES[group].includes(state)) ?? "unknown";

/** Where the number or a limit speaks against it, nobody lets it go alone. */
export const BY_TWO: readonly string[] = ["number_changed", "name_mismatch", "over_limit"];

export type Act = "hold" | "release" | "propose-release" | "approve-release" | "retry" | "propose-outcome" | "approve-outcome";
/** `own`: this person proposed it; `no-right`: it is another official's part. */
export type Offer = { act: Act; blocked: "own" | "no-right" | null };

const RIGHT: Record<Act, string> = {
  hold: "payouts.release", release: "payouts.release", "propose-release": "payouts.release", retry: "payouts.release", "propose-outcome": "payouts.release",
  "approve-release": "payouts.approve_outcome", "approve-outcome": "payouts.approve_outcome",
};

/** What may be done with it at all, the most pressing first. Nothing while M-Pesa is still to answer. */
export function safeActs(payout: Payout): Act[] {
  if (payout.proposed_outcome) return ["approve-outcome", "propose-outcome"];
  if (payout.state === "paid") return payout.doubts > 0 ? ["propose-outcome"] : [];
  if (payout.state === "held") return [...lettingGo(payout), "propose-outcome"];
  if (payout.state === "failed") return payout.doubts > 0 ? ["propose-outcome"] : ["retry", "propose-outcome"];
  if (payout.state === "needs_review" || payout.state === "handed_over") return ["propose-outcome"];
  if (payout.state === "requested") return payout.channel === "mpesa" ? ["hold"] : ["propose-outcome", "hold"];
  return [];
}

function lettingGo(payout: Payout): Act[] {
  if (payout.doubts > 0 || payout.cause === "contradicted") return [];
  if (payout.release_proposed_by) return ["approve-release"];
  return [BY_TWO.includes(payout.cause ?? "") ? "propose-release" : "release"];
}

export function offers(payout: Payout, principal: string, may: (permission: string) => boolean): Offer[] {
  const proposer: Partial<Record<Act, string | null>> = { "approve-outcome": payout.proposed_by, "approve-release": payout.release_proposed_by };
  return safeActs(payout).map((act) => ({
    act,
    blocked: proposer[act] === principal ? "own" : may(RIGHT[act]) ? null : "no-right",
  }));
}

/** What can be said to have become of it. Never not_paid of what has failed already. */
export function outcomes(payout: Payout): Outcome[] {
  if (payout.state === "paid") return payout.doubts > 0 ? ["stands"] : [];
  return payout.state === "failed" && payout.doubts === 0 ? ["paid"] : ["paid", "not_paid"];
}

/** How full the float is against what is needed, 0 to 100, and whether it reaches. */
export function gauge(available: number | null, needed: number): { percent: number; state: "unknown" | "enough" | "short" } {
  if (available === null) return { percent: 0, state: "unknown" };
  if (available >= needed) return { percent: 100, state: "enough" };
  return { percent: Math.max(0, Math.floor((100 * available) / needed)), state: "short" };
}
