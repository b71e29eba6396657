/** The format of a bank's file while it is written: what was typed, what hinders it, and how a row will look. Kept for this
 * tab until it is sent. */
import type { Schemas } from "@shared/api/client";
import { inTab } from "@shared/offline/local";

export type Format = Schemas["PayFormatAnswer"];
export type Body = Schemas["NewPayFormat"];
export type Shows = Schemas["PayColumn"]["field"];
export type ColumnDraft = { heading: string; field: Shows; fixed: string };
export type Draft = {
  name: string; kind: Format["kind"]; from: string; columns: ColumnDraft[]; delimiter: Format["delimiter"]; headings: boolean;
  amounts: Format["amounts"]; phones: Format["phones"]; paid: string; failed: string; pending: string; note: string;
};
/** `needed`: what a file of this kind has to show, and does not, or more than once. */
export type Faults = { name: boolean; from: boolean; columns: boolean[]; needed: Shows[]; words: boolean };

export const KINDS = ["bank", "sacco", "mpesa-bulk"] as const;
export const SHOWS: readonly Shows[] = ["reference", "amount", "account", "phone", "name", "bank", "member", "period", "row", "fixed"];
export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const AMOUNTS = ["shillings", "whole", "cents"] as const;
export const PHONES = ["254", "0"] as const;
const NEEDED: Record<Draft["kind"], Shows[]> = { "bank": ["reference", "amount", "account"], "sacco": ["reference", "amount", "account"], "mpesa-bulk": ["reference", "amount", "phone"] };
const NAME = /^[a-z0-9][a-z0-9-]{0,29}$/;
export const NO_COLUMN: ColumnDraft = { heading: "", field: "name", fixed: "" };

const listed = (words: readonly string[]) => words.join(", ");
const split = (typed: string) => typed.split(",").map((word) => word.trim().toLowerCase().replace(/\s+/g, " ")).filter(Boolean);

/** Another day of a format, or a new one that begins as this one is. */
export const draftOf = (format: Format, from: string): Draft => ({
  name: format.name, kind: format.kind, from, columns: format.columns.map(({ heading, field, fixed }) => ({ heading, field, fixed })),
  delimiter: format.delimiter, headings: format.headings, amounts: format.amounts, phones: format.phones,
  paid: listed(format.paid_words), failed: listed(format.failed_words), pending: listed(format.pending_words), note: format.set_by ? format.note : "",
});

export function readDraft(draft: Draft): { body: Body | null; faults: Faults } {
  const words = [draft.paid, draft.failed, draft.pending].map(split);
  const [paid = [], failed = [], pending = []] = words;
  const all = words.flat();
  const shown = (field: Shows) => draft.columns.filter((column) => column.field === field).length;
  const faults: Faults = {
    name: !NAME.test(draft.name.trim()),
    from: draft.from === "",
    columns: draft.columns.map((column) => !column.heading.trim() || (column.field === "fixed" && !column.fixed.trim())),
    needed: NEEDED[draft.kind].filter((field) => shown(field) !== 1),
    words: paid.length === 0 || failed.length === 0 || new Set(all).size !== all.length,
  };
  const isWrong = faults.name || faults.from || faults.words || faults.columns.includes(true) || faults.needed.length > 0;
  return {
    faults,
    body: isWrong ? null : {
      name: draft.name.trim(), kind: draft.kind, effective_from: draft.from, delimiter: draft.delimiter, headings: draft.headings, amounts: draft.amounts, phones: draft.phones,
      columns: draft.columns.map(({ heading, field, fixed }) => ({ heading: heading.trim(), field, fixed: field === "fixed" ? fixed.trim() : "" })),
      paid_words: paid, failed_words: failed, pending_words: pending, note: draft.note.trim(),
    },
  };
}

const nameOf = (like: string) => `imbuto-draft-format ${like}`;

/** What was typed of a format that begins as that one is. */
export function keptDraft(like: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(inTab.recall(nameOf(like)) ?? "null");
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}
export const keepDraft = (like: string, draft: Draft) => inTab.remember(nameOf(like), JSON.stringify(draft));
export const forgetDraft = (like: string) => inTab.unlearn(nameOf(like));

const isDraft = (kept: unknown): kept is Draft =>
  typeof kept === "object" && kept !== null && "name" in kept && "kind" in kept && "columns" in kept && Array.isArray(kept.columns);

type Look = Pick<Draft, "columns" | "delimiter" | "headings" | "amounts" | "phones">;

/** A payment of KES 1,234.00 as it would stand in the file, under the headings if there are any. */
export function sampleOf({ columns, delimiter, headings, amounts, phones }: Look): string {
  const shown: Record<Exclude<Shows, "fixed">, string> = {
    reference: "7K3M9P", amount: { shillings: "1234.00", whole: "1234", cents: "123400" }[amounts], account: "0110123456", phone: phones === "254" ? "254700000042" : "0700000042",
    name: "DEMO FARMER", bank: "KCB", member: "0042", period: "2026-11-A", row: "1",
  };
  const between = delimiter === "\t" ? "\u21E5" : delimiter;
  const row = columns.map((column) => (column.field === "fixed" ? column.fixed : shown[column.field]));
  return [...(headings ? [columns.map(({ heading }) => heading)] : []), row].map((cells) => cells.join(between)).join("\n");
}
