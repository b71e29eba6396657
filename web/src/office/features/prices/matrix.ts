/**
 * A fat × SNF matrix while somebody types it: steps down and across, a text in each cell, an empty text is no
 * cell. What is pasted from a spreadsheet goes in where it is put, and the grid grows to hold it.
 */
import { readMeasure, readMoney } from "@office/parts/forms/amount";
import type { Schemas } from "@shared/api/client";

export type Grid = { fats: string[]; snfs: string[]; cells: string[][] };
export type Cell = Schemas["CellOut"];
/** Where something cannot be meant. Row −1 is the line of SNF steps, column −1 that of fat steps. */
export type Fault = { row: number; column: number; kind: "step" | "double" | "amount" };
type Place = { row: number; column: number };

const MOST_CELLS = 2000;
export const NO_GRID: Grid = { fats: ["", "", ""], snfs: ["", "", ""], cells: [["", "", ""], ["", "", ""], ["", "", ""]] };

const byFigure = (one: string, other: string) => fine(one) - fine(other);
/** Steps are compared in ten-thousandths. */
function fine(step: string): number {
  const [whole = "0", part = ""] = step.split(".");
  return Number(whole) * 10_000 + Number(part.padEnd(4, "0").slice(0, 4));
}

export function gridOf(cells: readonly Cell[]): Grid {
  const fats = [...new Set(cells.map((cell) => cell.fat_from))].toSorted(byFigure);
  const snfs = [...new Set(cells.map((cell) => cell.snf_from))].toSorted(byFigure);
  const prices = new Map(cells.map((cell) => [`${cell.fat_from} ${cell.snf_from}`, cell.price_per_litre.amount]));
  return { fats, snfs, cells: fats.map((fat) => snfs.map((snf) => prices.get(`${fat} ${snf}`) ?? "")) };
}

/** The cells as the API takes them, and every fault; with one fault nothing is sent. */
export function read(grid: Grid): { cells: Cell[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const isUsed = (texts: readonly (string | undefined)[]) => texts.some((text) => text?.trim());
  const steps = (texts: readonly string[], used: (index: number) => boolean, at: (index: number) => Place) => {
    const known = new Set<string>();
    return texts.map((text, index) => {
      if (!text.trim() && !used(index)) return null;
      const step = readMeasure(text);
      if (step === null) faults.push({ ...at(index), kind: "step" });
      else if (known.has(step)) faults.push({ ...at(index), kind: "double" });
      else known.add(step);
      return step;
    });
  };
  const fats = steps(grid.fats, (row) => isUsed(grid.cells[row] ?? []), (row) => ({ row, column: -1 }));
  const snfs = steps(grid.snfs, (column) => isUsed(grid.cells.map((line) => line[column])), (column) => ({ row: -1, column }));
  const cells = grid.cells.flatMap((line, row) => line.flatMap((text, column): Cell[] => {
    if (!text.trim()) return [];
    const price = readMoney(text);
    const [fat, snf] = [fats[row], snfs[column]];
    if (!price || price.amount.startsWith("-")) faults.push({ row, column, kind: "amount" });
    return price && fat && snf ? [{ fat_from: fat, snf_from: snf, price_per_litre: { ...price, currency: "KES" } }] : [];
  }));
  return { cells, faults };
}

export function typed(grid: Grid, { row, column }: Place, text: string): Grid {
  if (row < 0) return { ...grid, snfs: grid.snfs.with(column, text) };
  if (column < 0) return { ...grid, fats: grid.fats.with(row, text) };
  return { ...grid, cells: grid.cells.map((line, at) => (at === row ? line.with(column, text) : line)) };
}

/** Rows of what a spreadsheet puts on the clipboard, or of a CSV file. */
export function rowsOf(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const mark = ["\t", ";", ","].find((one) => text.includes(one)) ?? "\t";
  return lines.map((line) => line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));
}

/** A block with an own head (its corner is no figure, as "fat / snf" or nothing) takes the place of the whole grid. */
const hasHead = (rows: readonly string[][]) => rows.length > 1 && (rows[0]?.length ?? 0) > 1 && readMeasure(rows[0]?.[0] ?? "") === null;

/** What is pasted at a place; null where it is more than a matrix may hold. */
export function pasted(grid: Grid, place: Place, text: string): Grid | null {
  const rows = rowsOf(text);
  const [head, ...below] = rows;
  if (head && hasHead(rows)) {
    if (below.length * (head.length - 1) > MOST_CELLS) return null;
    const snfs = head.slice(1);
    return { snfs, fats: below.map((row) => row[0] ?? ""), cells: below.map((row) => snfs.map((_, column) => row[column + 1] ?? "")) };
  }
  const tall = Math.max(grid.fats.length, place.row + rows.length);
  const wide = Math.max(grid.snfs.length, place.column + Math.max(...rows.map((row) => row.length)));
  if (tall * wide > MOST_CELLS) return null;
  return rows.reduce((all, row, down) => row.reduce((one, cell, right) => typed(one, { row: place.row + down, column: place.column + right }, cell), all),
    grown(grid, tall, wide));
}

export function grown(grid: Grid, tall: number, wide: number): Grid {
  const fill = (texts: readonly string[], length: number) => Array.from({ length }, (_, index) => texts[index] ?? "");
  return { fats: fill(grid.fats, tall), snfs: fill(grid.snfs, wide), cells: Array.from({ length: tall }, (_, row) => fill(grid.cells[row] ?? [], wide)) };
}

export const withoutRow = (grid: Grid, row: number): Grid => ({ ...grid, fats: grid.fats.toSpliced(row, 1), cells: grid.cells.toSpliced(row, 1) });
export const withoutColumn = (grid: Grid, column: number): Grid =>
  ({ ...grid, snfs: grid.snfs.toSpliced(column, 1), cells: grid.cells.map((line) => line.toSpliced(column, 1)) });

const WAYS: Record<string, [down: number, right: number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where an arrow leads from a place; the corner has no field. */
export function moved({ row, column }: Place, key: string, grid: Grid): Place | null {
  const [down, right] = WAYS[key] ?? [0, 0];
  const next = { row: row + down, column: column + right };
  const isIn = next.row >= -1 && next.column >= -1 && next.row < grid.fats.length && next.column < grid.snfs.length;
  return isIn && (next.row >= 0 || next.column >= 0) && (down !== 0 || right !== 0) ? next : null;
}
