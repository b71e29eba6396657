/** Which days are looked at, and where a bar leads. */
import { expect, test } from "vitest";

import { apart } from "../src/office/charts/ends";
import { figure, isKnown, short } from "../src/office/charts/row";
import { endOf, spanOf, weighings } from "../src/office/features/insights/span";

const TODAY = "2026-11-21";

test("the address says which days; without it there is a fitting span for each step", () => {
  expect(spanOf(new URLSearchParams(), TODAY)).toEqual({ by: "day", from: "2026-10-23", to: TODAY, centre: "" });
  expect(spanOf(new URLSearchParams("by=month&centre=C1"), TODAY)).toMatchObject({ by: "month", from: "2025-11-22", centre: "C1" });
  expect(spanOf(new URLSearchParams("by=hour&from=yesterday"), TODAY)).toMatchObject({ by: "day", from: "2026-10-23" });
});

test("a week ends on Sunday, a month on its last day, and neither after the days looked at", () => {
  expect(endOf("2026-11-16", "week", "2026-12-31")).toBe("2026-11-22");
  expect(endOf("2026-11-18", "week", "2026-12-31")).toBe("2026-11-22");
  expect(endOf("2026-12-01", "month", "2027-01-31")).toBe("2026-12-31");
  expect(endOf("2026-11-01", "month", TODAY)).toBe(TODAY);
});

test("a bar leads to the weighings behind it", () => {
  const span = spanOf(new URLSearchParams("by=week&centre=C1"), TODAY);
  expect(weighings(span, "2026-11-09")).toBe("/deliveries?from=2026-11-09&to=2026-11-15&centre=C1");
});

test("what nobody knows has no height, and a series without any figure is not drawn", () => {
  const rows = [{ id: "a", label: "a", title: "a", figures: [figure("8.50", (text) => text), figure(null, (text) => text)] }];
  expect(rows[0]?.figures.map(({ height }) => height)).toEqual([8.5, null]);
  expect([isKnown(rows, 0), isKnown(rows, 1), isKnown(rows, 2)]).toEqual([true, false, false]);
  expect([short(950), short(12_345), short(1_500_000)]).toEqual(["950", "12.3k", "1.5M"]);
});

test("names of lines that end alike stand a line apart, in their order, around where they end", () => {
  expect(apart([40, 120], 24, 200)).toEqual([40, 120]);
  expect(apart([100, 104], 24, 200)).toEqual([94, 110]);
  expect(apart([104, 100], 24, 200)).toEqual([110, 94]);
  expect(apart([100, 100, null], 24, 200)).toEqual([92, 108, null]);
});

test("names pushed apart push the next, and none leaves the chart", () => {
  expect(apart([100, 110, 120], 24, 200)).toEqual([94, 110, 126]);
  expect(apart([198, 199, 30], 24, 200)).toEqual([184, 200, 30]);
  expect(apart([24, 24, 44], 24, 200)).toEqual([24, 40, 56]);
  expect(apart([], 24, 200)).toEqual([]);
});
