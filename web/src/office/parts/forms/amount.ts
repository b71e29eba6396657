/** What people type as an amount, a measure or a percentage, read as the API takes it: a decimal text, never a float. */
import { fromCents, cents } from "@shared/figures/format";
import type { MoneyText } from "@shared/figures/Figures";

const AMOUNT = /^-?(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,2})?$/;
const MEASURE = /^\d{1,9}(?:\.\d{1,4})?$/;
const DASHES = /^[−–]/;

/** "1,234.5" → 1234.50 as money; null for what is no amount of shillings and cents. */
export function readMoney(typed: string): MoneyText | null {
  const text = typed.trim().replace(/^KES\s*/i, "").replace(DASHES, "-");
  if (!AMOUNT.test(text)) return null;
  return { amount: fromCents(cents(text.replaceAll(",", ""))), currency: "KES" };
}

/** "3,5", "3.50" and "3.5 %" → "3.5": readings and steps in one spelling; null for what is no figure. */
export function readMeasure(typed: string): string | null {
  const text = typed.trim().replace(/\s*%$/, "").replace(",", ".");
  if (!MEASURE.test(text)) return null;
  const [whole = "0", part = ""] = text.split(".");
  const decimals = part.replace(/0+$/, "");
  const plain = whole.replace(/^0+(?=\d)/, "");
  return decimals ? `${plain}.${decimals}` : plain;
}

/** As the schemas want it: the one currency there is. */
export const shillings = (value: MoneyText) => ({ amount: value.amount, currency: "KES" as const });
