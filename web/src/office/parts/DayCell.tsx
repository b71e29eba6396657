/** A day in a row: whole where there is room; on a phone short, so that the row's figures come into sight. */
import { Day } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";

import styles from "./daycell.module.css";

const YEAR = 4;

export function DayCell({ date }: { date: string }) {
  if (date.slice(0, YEAR) !== businessDate().slice(0, YEAR)) return <Day date={date} />;
  return (
    <>
      <span className={styles.whole}><Day date={date} /></span>
      <span className={styles.short}><Day date={date} short /></span>
    </>
  );
}
