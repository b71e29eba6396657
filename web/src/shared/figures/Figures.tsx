/** Amounts, litres and times in a sentence or a cell: tabular figures, a loss in red and with its minus. */
import { clock, day, grouped, litres, since, sinceHour } from "./format";
import styles from "./figures.module.css";

export type MoneyText = { amount: string; currency: string };

export function Money({ value, strong = false }: { value: MoneyText; strong?: boolean }) {
  const classes = [styles.figure, value.amount.startsWith("-") ? styles.loss : "", strong ? styles.strong : ""];
  // Where many amounts stand one under the other the currency is only read aloud: see the office's tables.
  return <span className={classes.join(" ")}><span data-currency>{`${value.currency}\u00a0`}</span>{grouped(value.amount, 2)}</span>;
}

const TENTHS = /\.\d$/;

/** In a table where some have hundredths the others are shown with them: the points stand one under the other. */
export function Litres({ value }: { value: string }) {
  const [figure = "", unit = ""] = litres(value).split("\u00a0");
  if (!TENTHS.test(figure)) return <span className={`${styles.figure} ${styles.fine}`}>{`${figure} ${unit}`}</span>;
  return <span className={styles.figure}>{figure}<span className={styles.hundredths} />{` ${unit}`}</span>;
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

/** Of what is kept to the hour. */
export function SinceHour({ at }: { at: string }) {
  return <time dateTime={at}>{sinceHour(at)}</time>;
}

export function Clock({ at }: { at: string }) {
  return <time dateTime={at} className={styles.figure}>{clock(at)}</time>;
}
