/** A balance of the books: a credit balance is no loss, so it stands with its side, not in red with a minus. */
import { Money, type MoneyText } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./charges.module.css";

export function Balance({ value, strong = false }: { value: MoneyText; strong?: boolean }) {
  const t = useWords("charges");
  if (isNothing(value)) return <Nothing />;
  const isCredit = value.amount.startsWith("-");
  const amount = isCredit ? { ...value, amount: value.amount.slice(1) } : value;
  return <><Money value={amount} strong={strong} /> <abbr title={t(isCredit ? "books.credit" : "books.debit")}>{t(isCredit ? "books.cr" : "books.dr")}</abbr></>;
}

/** One side of a line; nothing is a dash, so that what is something stands out. */
export function Side({ value }: { value: MoneyText }) {
  return isNothing(value) ? <Nothing /> : <Money value={value} />;
}

const isNothing = ({ amount }: MoneyText) => cents(amount) === 0;
const Nothing = () => <span className={styles.nothing}>–</span>;
