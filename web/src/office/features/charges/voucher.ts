/** The lines of a voucher while they are typed: in whole cents, a debit or a credit each. */
import { readMoney, shillings } from "@office/parts/forms/amount";
import type { MoneyText } from "@shared/figures/Figures";
import { cents, fromCents } from "@shared/figures/format";
import type { Schemas } from "@shared/api/client";

/** `creditor`: whose account it is, where accounts are kept by creditor; null where they are not. */
export type Line = { account: string; creditor: string | null; debit: string; credit: string };
export const NO_LINE: Line = { account: "", creditor: null, debit: "", credit: "" };
type Balanced = { debit: MoneyText; credit: MoneyText; wrong: boolean[]; lines: Schemas["VoucherLineIn"][] | null };

const centsOf = (typed: string) => { const read = readMoney(typed); return read ? cents(read.amount) : typed.trim() ? Number.NaN : 0; };

export function balance(lines: readonly Line[]): Balanced {
  const read = lines.map((line) => ({ account: line.account, creditor: line.creditor, debit: centsOf(line.debit), credit: centsOf(line.credit) }));
  const wrong = read.map(({ account, creditor, debit, credit }) => !account || creditor === "" || !(debit > 0 !== credit > 0) || Number.isNaN(debit + credit) || debit < 0 || credit < 0);
  const sum = (side: "debit" | "credit") => read.reduce((all, line) => all + (Number.isNaN(line[side]) ? 0 : line[side]), 0);
  const money = (value: number): MoneyText => ({ amount: fromCents(value), currency: "KES" });
  const [debit, credit] = [sum("debit"), sum("credit")];
  const isWhole = !wrong.includes(true) && debit === credit && lines.length > 1;
  return {
    debit: money(debit), credit: money(credit), wrong,
    lines: isWhole ? read.map((line) => ({ account: line.account, ...(line.creditor ? { creditor: line.creditor } : {}), debit: shillings(money(line.debit)), credit: shillings(money(line.credit)) })) : null,
  };
}
