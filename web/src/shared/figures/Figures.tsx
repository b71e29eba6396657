/** Amounts, litres and times in a sentence or a cell: tabular figures, a loss in red and with its minus. */
import { clock, day, litres, money, since } from "./format";
import styles from "./figures.module.css";

export type MoneyText = { amount: string; currency: string };

export function Money({ value, strong = false }: { value: MoneyText; strong?: boolean }) {
  const classes = [styles.figure, value.amount.startsWith("-") ? styles.loss : "", strong ? styles.strong : ""];
  return <span className={classes.join(" ")}>{money(value.amount, value.currency)}</span>;
}

export function Litres({ value }: { value: string }) {
  return <span className={styles.figure}>{litres(value)}</span>;
}

export function Count({ value }: { value: number }) {
  return <span className={styles.figure}>{value.toLocaleString("en-KE")}</span>;
}

export function Day({ date, short = false }: { date: string; short?: boolean }) {
  return <time dateTime={date} className={styles.figure}>{day(date, short ? "short" : "long")}</time>;
}

/** How long ago, with the exact time on hover and for readers of screens. */
export function Since({ at }: { at: string }) {
  return <time dateTime={at} title={clock(at)}>{since(at)}</time>;
}

export function Clock({ at }: { at: string }) {
  return <time dateTime={at} className={styles.figure}>{clock(at)}</time>;
}
