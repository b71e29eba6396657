/** Addresses of the audit hold numbers and ids, never a name or a phone; time travel stays within a thing's life. */
import { expect, test } from "vitest";

import { aboutOf, memberOf } from "@office/parts/about";
import { askedIn, whoOf, whoTyped, withFilter } from "@office/features/audit/asked";
import { pretty, thingOf } from "@office/features/audit/fact";
import { dayAt, daysOf, rowsOf, span } from "@office/features/audit/travel";
import { isWhole, stepsOf } from "@office/features/audit/whole";

const ID = "5b84c019-ecb5-5cc6-9667-a2adb354c3d7";

test("a number or an id may be asked about; a name or a phone may not", () => {
  expect(["0042", "kia/7", ID.toUpperCase()].map(aboutOf)).toEqual(["0042", "KIA/7", ID]);
  expect(["Wanjiru", "0712345678", "254712345678", "a b", "", "+254712345678"].map(aboutOf)).toEqual([null, null, null, null, null, null]);
});

test("a member's number may stand in a list's address, however it is written; an id or a phone is none", () => {
  expect(["0042", "a/7", "KIA-0042", " 12 "].map(memberOf)).toEqual(["0042", "A/7", "KIA-0042", "12"]);
  expect([ID, "Wanjiru", "0712345678", "0712-345-678", "+254 712 345678", ""].map(memberOf)).toEqual([null, null, null, null, null, null]);
});

test("who did it is an official, a member or the machine", () => {
  expect(["s001", "0042", "job:settle", "member:0042"].map(whoOf)).toEqual(["staff:S001", "member:0042", "job:settle", "member:0042"]);
  expect(["Wanjiru", "0712345678", ID].map(whoOf)).toEqual([null, null, null]);
  expect(["staff:S001", "member:0042", "job:settle"].map(whoTyped)).toEqual(["S001", "0042", "job:settle"]);
});

test("filters stand in the address, and one that is cleared leaves it", () => {
  const params = new URLSearchParams("topic=delivery&day=7");
  expect(askedIn(params)).toEqual({ topic: "delivery" });
  expect(withFilter(params, { topic: "", about: "0042" }).toString()).toBe("day=7&about=0042");
});

test("the slider goes from the first fact's day in Nairobi until today, and no further", () => {
  const days = span("2026-11-18T22:30:00Z", "2026-11-21");
  expect([days.start, days.length]).toEqual(["2026-11-19", 2]);
  expect(["2026-11-01", "2026-11-20", "2027-01-01"].map(days.at)).toEqual([0, 1, 2]);
  expect(days.day(2)).toBe("2026-11-21");
  expect(span(undefined, "2026-11-21").length).toBe(0);
});

test("days with facts are told once each, and a position has the day of its last fact", () => {
  const facts = [{ position: 3, at: "2026-11-18T05:00:00Z" }, { position: 9, at: "2026-11-18T15:00:00Z" }, { position: 20, at: "2026-11-20T05:00:00Z" }];
  expect(daysOf(facts.map(({ at }) => at))).toEqual(["2026-11-18", "2026-11-20"]);
  expect([dayAt(facts, 2), dayAt(facts, 12), dayAt(facts, 20)]).toEqual([null, "2026-11-18", "2026-11-20"]);
});

test("what has changed comes first; what is nothing then and now is left out", () => {
  const since = JSON.parse('[{"field": "state", "then": "recorded", "now": "confirmed"}]');
  const { changed, same } = rowsOf({ fields: { state: "recorded", litres: "8.5 l", sample: null }, since });
  expect(changed).toEqual([{ field: "state", was: "recorded", now: "confirmed", changed: true }]);
  expect(same.map(({ field }) => field)).toEqual(["litres"]);
});

test("a ledger is whole with its guards, its books and every view at the last fact", () => {
  const view = { name: "balances", position: 9, lag: 0, state: "live", version: 1 };
  const whole = { triggers: true, trial_balance_zero: true, views: [view] };
  expect(isWhole(whole)).toBe(true);
  expect(isWhole({ ...whole, triggers: false })).toBe(false);
  expect(isWhole({ ...whole, trial_balance_zero: false })).toBe(false);
  expect(isWhole({ ...whole, views: [{ ...view, lag: 3 }] })).toBe(false);
});

test("each way to check has its sentence and its command", () => {
  expect(stepsOf(["See one fact: `imbuto audit event 1`.", "Its exit code is 3.", "Copy all: `imbuto backup`. The rest works on the copy."])).toEqual([
    { text: "See one fact.", command: "imbuto audit event 1" },
    { text: "Its exit code is 3.", command: null },
    { text: "Copy all. The rest works on the copy.", command: "imbuto backup" },
  ]);
});

test("a fact leads to the screen of its thing, and its stored text is readable", () => {
  expect(thingOf({ kind: "member", id: ID, member: "0042" })).toBe("/members/0042");
  expect(thingOf({ kind: "delivery", id: ID, member: "0042" })).toBe(`/deliveries/${ID}`);
  expect(thingOf({ kind: "voucher", id: ID, member: null })).toBeNull();
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty("no json")).toBe("no json");
});
