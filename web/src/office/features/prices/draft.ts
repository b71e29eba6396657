/** A price while it is written: what was typed, and what of it the API takes. Kept for this tab until it is sent. */
import { readMeasure, readMoney, shillings } from "@office/parts/forms/amount";
import type { Schemas } from "@shared/api/client";
import { inTab } from "@shared/offline/local";

import { gridOf, read, type Fault, type Grid } from "./matrix";

export type Body = Omit<Schemas["NewPrice"], "id">;
export type GradeLine = { grade: string; amount: string };
export type SlabLine = { from: string; amount: string };
export type Draft = {
  centre: string;
  flat: string;
  from: string;
  text: string;
  grades: GradeLine[];
  slabs: SlabLine[];
  way: "above" | "all";
  grid: Grid | null;
};
export type Faults = { flat: boolean; from: boolean; grades: boolean[]; slabs: boolean[]; matrix: Fault[] };

export const emptyDraft = (from: string): Draft => ({ centre: "", flat: "", from, text: "", grades: [], slabs: [], way: "above", grid: null });

/** A new price that begins as another one is. */
export const draftOf = (price: Schemas["PriceWithMatrix"], from: string): Draft => ({
  centre: price.centre ?? "",
  flat: price.price_per_litre.amount,
  from,
  text: price.text,
  grades: price.grades.map((step) => ({ grade: step.grade, amount: step.amount.amount })),
  slabs: price.slabs.map((slab) => ({ from: slab.litres_from, amount: slab.amount.amount })),
  way: price.slab_way,
  grid: price.matrix.length > 0 ? gridOf(price.matrix) : null,
});

/** The body to send, or null, and what hinders it. Lines without a single letter are left out. */
export function readDraft(draft: Draft): { body: Body | null; faults: Faults } {
  const flat = readMoney(draft.flat);
  const grades = draft.grades.filter((line) => line.grade.trim() || line.amount.trim());
  const slabs = draft.slabs.filter((line) => line.from.trim() || line.amount.trim());
  const matrix = draft.grid ? read(draft.grid) : { cells: [], faults: [] };
  const readGrades = grades.map((line) => ({ grade: line.grade.trim().toUpperCase(), amount: readMoney(line.amount) }));
  const readSlabs = slabs.map((line) => ({ litres_from: readMeasure(line.from), amount: readMoney(line.amount) }));
  const faults: Faults = {
    flat: flat === null || flat.amount.startsWith("-"),
    from: draft.from === "",
    grades: readGrades.map((line) => line.amount === null || line.grade === ""),
    slabs: readSlabs.map((line) => line.amount === null || line.litres_from === null),
    matrix: matrix.faults,
  };
  if (!flat || faults.flat || faults.from || faults.matrix.length > 0 || [...faults.grades, ...faults.slabs].some(Boolean)) return { body: null, faults };
  return {
    faults,
    body: {
      centre: draft.centre || null,
      price_per_litre: shillings(flat),
      effective_from: draft.from,
      text: draft.text.trim(),
      grades: readGrades.flatMap(({ grade, amount }) => (amount ? [{ grade, amount: shillings(amount) }] : [])),
      slabs: readSlabs.flatMap(({ litres_from, amount }) => (amount && litres_from ? [{ litres_from, amount: shillings(amount) }] : [])),
      slab_way: draft.way,
      matrix: matrix.cells,
    },
  };
}

/** A price that there is, as it would be proposed again: for what-if. */
export const bodyOf = (price: Schemas["PriceWithMatrix"]): Body => ({
  centre: price.centre,
  price_per_litre: price.price_per_litre,
  effective_from: price.effective_from,
  text: price.text,
  grades: price.grades,
  slabs: price.slabs,
  slab_way: price.slab_way,
  matrix: price.matrix,
});

const KEPT = "imbuto-draft-price";

export function keptDraft(): Draft | null {
  const kept = inTab.read<unknown>(KEPT);
  return isDraft(kept) ? kept : null;
}
export const keepDraft = (draft: Draft) => inTab.write(KEPT, draft);
export const forgetDraft = () => inTab.unlearn(KEPT);

const isDraft = (kept: unknown): kept is Draft =>
  typeof kept === "object" && kept !== null && "flat" in kept && "from" in kept && "grades" in kept && "slabs" in kept && "grid" in kept;
