/** A balance of the books: a credit balance is no loss, so it stands with its side, not in red with a minus. */
import { Money, type MoneyText } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

export function Balance({ value, strong = false }: { value: MoneyText; strong?: boolean }) {
  const t = useWords("charges");
  const isCredit = value.amount.startsWith("-");
  const amount = isCredit ? { ...value, amount: value.amount.slice(1) } : value;
  return <><Money value={amount} strong={strong} /> <abbr title={t(isCredit ? "books.credit" : "books.debit")}>{t(isCredit ? "books.cr" : "books.dr")}</abbr></>;
}
