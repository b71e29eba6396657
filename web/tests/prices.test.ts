/** The matrix while it is typed and pasted, what is read of a draft, and which price holds. */
import { expect, test } from "vitest";

import { readMeasure, readMoney } from "../src/office/parts/forms/amount";
import { emptyDraft, readDraft } from "../src/office/features/prices/draft";
import { gridOf, moved, NO_GRID, pasted, read, rowsOf, typed, withoutColumn } from "../src/office/features/prices/matrix";
import { standing, type Price } from "../src/office/features/prices/price";

const START = { row: 0, column: 0 };

test("amounts and measures are read as people write them, and nothing is guessed", () => {
  expect(readMoney("1,234.5")?.amount).toBe("1234.50");
  expect(readMoney("KES −2")?.amount).toBe("-2.00");
  for (const wrong of ["", "12,34", "1.234", "4x"]) expect(readMoney(wrong), wrong).toBeNull();
  expect(readMeasure("3,50 %")).toBe("3.5");
  expect(readMeasure("08")).toBe("8");
  expect(readMeasure("-1")).toBeNull();
});

test("a block from a spreadsheet with its own head becomes the whole matrix", () => {
  const grid = pasted(NO_GRID, START, "fat / snf\t8.0\t8.5\n3.0\t45\t46.50\n3.5\t47\t\n");
  expect(grid && read(grid)).toEqual({
    faults: [],
    cells: [
      { fat_from: "3", snf_from: "8", price_per_litre: { amount: "45.00", currency: "KES" } },
      { fat_from: "3", snf_from: "8.5", price_per_litre: { amount: "46.50", currency: "KES" } },
      { fat_from: "3.5", snf_from: "8", price_per_litre: { amount: "47.00", currency: "KES" } },
    ],
  });
});

test("a block without a head goes in where one stands, and the matrix grows to hold it", () => {
  const grid = pasted(NO_GRID, { row: 2, column: 2 }, "1\t2\n3\t4");
  expect(grid?.cells[3]?.[3]).toBe("4");
  expect(grid?.fats).toHaveLength(4);
  const heads = pasted(NO_GRID, { row: -1, column: 0 }, "8.0\t8.5\t9.0\t9.5");
  expect(heads?.snfs).toEqual(["8.0", "8.5", "9.0", "9.5"]);
});

test("what would be more than a matrix may hold is not taken", () => {
  expect(pasted(NO_GRID, START, Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => "1").join("\t")).join("\n"))).toBeNull();
});

test("each fault is found at its place", () => {
  const doubled = { fats: ["3", "3.0"], snfs: ["8", ""], cells: [["45", "46"], ["x", ""]] };
  expect(read(doubled).faults.map(({ row, column, kind }) => [row, column, kind])).toEqual([[1, -1, "double"], [-1, 1, "step"], [1, 0, "amount"]]);
});

test("a matrix is shown in the order of its figures, not of its letters", () => {
  const cell = (fat: string) => ({ fat_from: fat, snf_from: "8", price_per_litre: { amount: "45.00", currency: "KES" as const } });
  expect(gridOf([cell("10"), cell("3.25"), cell("3.5")]).fats).toEqual(["3.25", "3.5", "10"]);
});

test("arrows move between cells and heads, and never into the corner or out of the sheet", () => {
  expect(moved(START, "ArrowUp", NO_GRID)).toEqual({ row: -1, column: 0 });
  expect(moved({ row: -1, column: 0 }, "ArrowLeft", NO_GRID)).toBeNull();
  expect(moved({ row: 2, column: 0 }, "Enter", NO_GRID)).toBeNull();
  expect(moved(START, "a", NO_GRID)).toBeNull();
});

test("typing changes one cell, and a column goes with all its cells", () => {
  const grid = typed(NO_GRID, { row: 1, column: 2 }, "50");
  expect(grid.cells[1]).toEqual(["", "", "50"]);
  expect(withoutColumn(grid, 0).cells[1]).toEqual(["", "50"]);
  expect(rowsOf("a;b\r\n1;2\r\n")).toEqual([["a", "b"], ["1", "2"]]);
});

test("a draft is sent whole or not at all; empty lines are left out", () => {
  const draft = { ...emptyDraft("2026-12-01"), flat: "48.5", grades: [{ grade: "b", amount: "-2" }, { grade: "", amount: "" }] };
  expect(readDraft(draft).body).toMatchObject({ centre: null, price_per_litre: { amount: "48.50" }, grades: [{ grade: "B", amount: { amount: "-2.00" } }] });
  expect(readDraft({ ...draft, flat: "x" }).body).toBeNull();
  expect(readDraft({ ...draft, slabs: [{ from: "100", amount: "" }] }).faults.slabs).toEqual([true]);
});

const price = (id: string, part: Partial<Price>): Price => ({
  id, centre: null, price_per_litre: { amount: "45.00", currency: "KES" }, effective_from: "2026-10-01", text: "", grades: [], slabs: [], slab_way: "above", cells: 0, state: "approved",
  proposed_by: "staff:S006", proposed_at: null, decided_by: "staff:S004", decided_at: "2026-09-30T08:00:00Z", refusal: null, warning: null, ...part,
});

test("the latest approved price that has begun holds; of one day the one approved later; a centre's own stands beside it", () => {
  const all = [
    price("old", {}), price("now", { effective_from: "2026-11-01" }), price("mended", { effective_from: "2026-11-01", decided_at: "2026-10-05T08:00:00Z" }),
    price("next", { effective_from: "2026-12-01" }), price("own", { centre: "C6" }), price("asked", { state: "proposed" }),
  ];
  const of = Object.fromEntries(all.map((one) => [one.id, standing(one, all, "2026-11-21")]));
  expect(of).toEqual({ old: "before", now: "before", mended: "now", next: "coming", own: "now", asked: "proposed" });
});
