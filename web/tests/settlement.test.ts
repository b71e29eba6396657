/** What a run's screen concludes from a run: its step, who may sign, how often it asks, which periods can be opened. */
import { expect, test } from "vitest";

import { change, deductionKind, isTold } from "@office/features/settlement/compare";
import { containing, ended } from "@office/features/settlement/periods";
import { askAgain, firstSeat, minus, share, standing, stepOf, whyNot } from "@office/features/settlement/run";

const kes = (amount: string) => ({ amount, currency: "KES" as const });
const groups = (unsent: number, unknown: number) => [
  { group: "unsent" as const, count: unsent, amount: kes("0.00") }, { group: "unknown" as const, count: unknown, amount: kes("0.00") },
];

test("a prepared run waits for the review; what lies before is behind, what comes is ahead", () => {
  const run = { state: "prepared" as const };
  expect(stepOf(run)).toBe("review");
  expect(standing(run, "prepared")).toBe("past");
  expect(standing(run, "review")).toBe("now");
  expect(standing(run, "paying")).toBe("ahead");
});

test("a run that is done has all behind it, and one thrown away only its period", () => {
  expect(standing({ state: "completed" }, "done")).toBe("past");
  expect(standing({ state: "discarded" }, "period")).toBe("past");
  expect(standing({ state: "discarded" }, "review")).toBe("ahead");
});

test("nobody approves what they opened or prepared, whatever their rights", () => {
  const run = { opened_by: "staff:S006", prepared_by: "job:settle", statements: 120 };
  expect(whyNot(run, "staff:S006", true)).toBe("own");
  expect(whyNot({ ...run, opened_by: "job:clock", prepared_by: "staff:S004" }, "staff:S004", true)).toBe("own");
  expect(whyNot(run, "staff:S004", true)).toBeNull();
  expect(whyNot(run, "staff:S008", false)).toBe("no-right");
  expect(whyNot({ ...run, statements: 0 }, "staff:S004", true)).toBe("empty");
});

test("the first seat is the official's who opened it; else the machine's that prepared it", () => {
  const run = { opened_by: "job:clock", opened_at: "2026-11-16T02:00:00Z", prepared_by: "job:settle", prepared_at: "2026-11-16T02:01:00Z" };
  expect(firstSeat(run).who).toBe("job:settle");
  expect(firstSeat({ ...run, opened_by: "staff:S006" })).toEqual({ who: "staff:S006", at: run.opened_at });
});

test("a run is asked about every two seconds while it moves, and not at rest", () => {
  const run = { state: "approved" as const, settled: 120, statements: 120, groups: groups(0, 0) };
  expect(askAgain({ ...run, state: "opened" })).toBe(2000);
  expect(askAgain({ ...run, settled: 40 })).toBe(2000);
  expect(askAgain({ ...run, groups: groups(3, 0) })).toBe(2000);
  expect(askAgain({ ...run, groups: groups(0, 1) })).toBe(2000);
  expect(askAgain(run)).toBe(false);
  expect(askAgain({ ...run, state: "prepared", groups: [] })).toBe(false);
  expect(askAgain(undefined)).toBe(false);
});

test("a beginning is never nothing, and only the whole is all", () => {
  expect([share(0, 120), share(1, 26_000), share(119, 120), share(25_999, 26_000), share(120, 120), share(3, 0)]).toEqual([0, 1, 99, 99, 100, 0]);
});

test("what is taken stands with its minus, and nothing has none", () => {
  expect(minus(kes("12.50")).amount).toBe("-12.50");
  expect(minus(kes("-12.50")).amount).toBe("12.50");
  expect(minus(kes("0.00")).amount).toBe("0.00");
});

test("a quarter more or less is said in the warm colour", () => {
  expect(change("5.6")).toEqual({ way: "up", percent: "5.6" });
  expect(change("-26.3")).toEqual({ way: "little", percent: "26.3" });
  expect(change("148.9").way).toBe("much");
  expect(change("0.0").way).toBe("same");
  expect(change(null).percent).toBeNull();
});

test("a figure that was nothing and is nothing is left out; a deduction is known by its name", () => {
  expect(isTold({ now: "0.00", before: "0.00" })).toBe(false);
  expect(isTold({ now: "0.00", before: null })).toBe(false);
  expect(isTold({ now: "0.00", before: "5.00" })).toBe(true);
  expect(deductionKind("deducted: levy")).toBe("levy");
  expect(deductionKind("deductions")).toBeNull();
});

test.each([
  ["2026-11-21", "half-month", "2026-11-B", "2026-11-16", "2026-11-30"],
  ["2026-02-28", "half-month", "2026-02-B", "2026-02-16", "2026-02-28"],
  ["2026-11-15", "half-month", "2026-11-A", "2026-11-01", "2026-11-15"],
  ["2028-02-03", "month", "2028-02", "2028-02-01", "2028-02-29"],
  ["2026-11-20", "ten-days", "2026-11-2", "2026-11-11", "2026-11-20"],
  ["2026-01-01", "week", "2026-W01", "2025-12-29", "2026-01-04"],
  ["2027-01-01", "week", "2026-W53", "2026-12-28", "2027-01-03"],
] as const)("%s lies by %s in %s", (day, rhythm, code, start, end) => {
  expect(containing(day, rhythm)).toEqual({ code, start, end });
});

test("only periods that have ended and lie behind the last approved run can be opened", () => {
  expect(ended("2026-11-21", "half-month", "2026-10-31").map((period) => period.code)).toEqual(["2026-11-A"]);
  expect(ended("2026-11-21", "half-month", "2026-11-15")).toEqual([]);
  expect(ended("2026-12-01", "half-month", null, 3).map((period) => period.code)).toEqual(["2026-11-B", "2026-11-A", "2026-10-B"]);
});
