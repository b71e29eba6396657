/** What is found leads to its own page; a name is asked of nobody but the members' directory. */
import { expect, test } from "vitest";

import { isThing, pageOf } from "@office/shell/things";

const NONE = { run: null, member: null, period: null, date: null, state: null, of: null };

test("a statement's page is its run's, a member's number may hold a stroke, and what has no page has its story", () => {
  expect(pageOf({ ...NONE, kind: "statement", id: "s1", run: "r1", member: "A/7" })).toBe("/settlements/r1/statements/A%2F7");
  expect(pageOf({ ...NONE, kind: "member", id: "A/7" })).toBe("/members/A/7");
  expect(pageOf({ ...NONE, kind: "price", id: "p1" })).toBe("/prices/p1");
  expect(pageOf({ ...NONE, kind: "story", id: "x1", of: "sample" })).toBe("/audit/stories/sample/x1");
});

test("ids, numbers, periods and receipts are looked for, and names are not", () => {
  expect(["5b84c019-ecb5-5cc6-9667-a2adb354c3d7", "0042", "2026-11-A", "SJ12ABC3DE", "S001", "FT23.001", "KMPQRSTUVW"].every(isThing)).toBe(true);
  expect(["Wanjiru", "WANJIRU", "wanjiru 2", "+254 712 345 678", ""].some(isThing)).toBe(false);
});
