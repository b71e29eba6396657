/** A day in a row: whole where there is room; on a phone short, so that the row's figures come into sight. */
import { Day } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";

import styles from "./daycell.module.css";

const YEAR = 4;

/** `beside`: what has a column of its own where there is room, and on a phone stands under the day. */
export function DayCell({ date, beside }: { date: string; beside?: string }) {
  const under = beside ? <span className={styles.beside}>{beside}</span> : null;
  if (date.slice(0, YEAR) !== businessDate().slice(0, YEAR)) return <><Day date={date} />{under}</>;
  return (
    <>
      <span className={styles.whole}><Day date={date} /></span>
      <span className={styles.short}><Day date={date} short /></span>
      {under}
    </>
  );
}
