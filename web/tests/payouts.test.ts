/** The only acts that are safe for a payout, whoever looks at it; and what exactly is approved. */
import { expect, test } from "vitest";

import { seen } from "@office/features/payouts/Approve";
import { gauge, groupOf, GROUPS, offers, outcomes, safeActs, STATES, type Payout, type PayoutState } from "@office/features/payouts/payout";
import { bodyOf } from "@office/features/payouts/ProposeOutcome";

const kes = (amount: string) => ({ amount, currency: "KES" as const });
const PAYOUT: Payout = {
  id: "p", run: "r", statement: "s", member: "0042", period: "2026-11-A", part: 1, parts: 1, amount: kes("5551.00"), channel: "mpesa", state: "requested", cause: null, attempt: 1, attempt_id: "a",
  has_phone: true, sends: 0, questions: 0, answers: 0, reason: null, code: null, failure: null, conversation_id: null, file: null, reference: null, receipt: null, fee: kes("0.00"), evidence: null,
  signature: null, contradictions: 0, contradiction: null, doubts: 0, release_proposed_by: null, release_cause: null, proposed_outcome: null, proposed_receipt: null, proposed_evidence: null,
  proposed_channel: null, proposed_signature: null, proposed_fee: null, proposed_by: null, approved_by: null, requested_at: "2026-11-16T07:05:00Z", not_before: null, submitted_at: null, accepted_at: null,
  reported_at: null, asked_at: null, answered_at: null, paid_at: null, position: 1, version: 1,
};
const payout = (given: Partial<Payout>): Payout => ({ ...PAYOUT, ...given });

test.each<PayoutState>(["submitted", "accepted", "outcome_unknown", "failure_reported"])("nothing is done while M-Pesa is to answer: %s", (state) => {
  expect(safeActs(payout({ state }))).toEqual([]);
});

test("only a definite failure is tried again, and never one that M-Pesa contradicts", () => {
  expect(safeActs(payout({ state: "failed" }))).toEqual(["retry", "propose-outcome"]);
  expect(safeActs(payout({ state: "failed", doubts: 1 }))).toEqual(["propose-outcome"]);
  for (const state of ["needs_review", "outcome_unknown", "held", "paid"] as const) expect(safeActs(payout({ state }))).not.toContain("retry");
});

test("no money goes out while an outcome waits for approval", () => {
  const acts = safeActs(payout({ state: "failed", proposed_outcome: "paid", proposed_by: "staff:S006" }));
  expect(acts).toEqual(["approve-outcome", "propose-outcome"]);
});

test("a changed number, another name and a limit are let go by two; other causes by one; a contradiction by none", () => {
  for (const cause of ["number_changed", "name_mismatch", "over_limit"]) expect(safeActs(payout({ state: "held", cause }))[0]).toBe("propose-release");
  expect(safeActs(payout({ state: "held", cause: "no_phone" }))[0]).toBe("release");
  expect(safeActs(payout({ state: "held", cause: "name_mismatch", release_proposed_by: "staff:S006" }))[0]).toBe("approve-release");
  expect(safeActs(payout({ state: "held", cause: "contradicted" }))).toEqual(["propose-outcome"]);
  expect(safeActs(payout({ state: "held", cause: "by_hand", doubts: 1 }))).toEqual(["propose-outcome"]);
});

test("who proposed does not approve, and who has not the right sees whose part it is", () => {
  const proposed = payout({ state: "needs_review", proposed_outcome: "not_paid", proposed_by: "staff:S006" });
  const approval = (who: string, may: boolean) => offers(proposed, who, () => may).find(({ act }) => act === "approve-outcome")?.blocked;
  expect(approval("staff:S006", true)).toBe("own");
  expect(approval("staff:S004", true)).toBeNull();
  expect(approval("staff:S008", false)).toBe("no-right");
});

test("what has failed is not said to be unpaid once more, and what is paid can only be said to stand", () => {
  expect(outcomes(payout({ state: "failed" }))).toEqual(["paid"]);
  expect(outcomes(payout({ state: "failed", doubts: 1 }))).toEqual(["paid", "not_paid"]);
  expect(outcomes(payout({ state: "needs_review" }))).toEqual(["paid", "not_paid"]);
  expect(outcomes(payout({ state: "paid" }))).toEqual([]);
  expect(outcomes(payout({ state: "paid", doubts: 1 }))).toEqual(["stands"]);
});

test("the approval names what was seen, and of what was not paid no receipt", () => {
  const paid = payout({ proposed_outcome: "paid", proposed_receipt: "SKG1AB2C3D", proposed_channel: "bank", proposed_fee: kes("30.00") });
  expect(seen(paid)).toEqual({ outcome: "paid", receipt: "SKG1AB2C3D", channel: "bank", fee: kes("30.00") });
  expect(seen(payout({ proposed_outcome: "not_paid", proposed_channel: "mpesa" }))).toEqual({ outcome: "not_paid" });
});

test("a proposal says only what belongs to its outcome", () => {
  const form = { outcome: "paid" as const, channel: "cash" as const, receipt: " V-17 ", fee: "", signature: "thumb mark", evidence: " cash list " };
  expect(bodyOf(form)).toEqual({ outcome: "paid", channel: "cash", receipt: "V-17", evidence: "cash list", signature: "thumb mark" });
  expect(bodyOf({ ...form, channel: "mpesa", fee: "13.00" })).toEqual({ outcome: "paid", channel: "mpesa", receipt: "V-17", evidence: "cash list", fee: kes("13.00") });
  expect(bodyOf({ ...form, outcome: "not_paid" })).toEqual({ outcome: "not_paid", evidence: "cash list" });
});

test("each state lies in exactly one of the five groups", () => {
  const all = GROUPS.flatMap((group) => STATES[group]);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(10);
  expect(groupOf("needs_review")).toBe("unknown");
});

test("the gauge is full when the float reaches, and says when nobody knows", () => {
  expect(gauge(500_000_000, 0)).toEqual({ percent: 100, state: "enough" });
  expect(gauge(50, 200)).toEqual({ percent: 25, state: "short" });
  expect(gauge(0, 200).percent).toBe(0);
  expect(gauge(null, 200).state).toBe("unknown");
});
