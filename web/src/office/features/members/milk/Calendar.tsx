/** A month as a calendar: litres a day, and a mark where something is disputed or was turned away. */
import { day as dayInWords, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./calendar.module.css";
import { placesBefore, type MilkDay } from "./month";

type Props = { month: string; days: readonly MilkDay[]; dayAt: (date: string) => { pathname: string; search: string } };

export function Calendar({ month, days, dayAt }: Props) {
  const t = useWords("members");
  const places: (MilkDay | null)[] = [...Array.from({ length: placesBefore(month) }, () => null), ...days];
  while (places.length % 7 !== 0) places.push(null);
  const weeks = Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
  return (
    <>
      <table className={styles.calendar}>
        <caption className="only-read">{t("milk.calendar")}</caption>
        <thead><tr>{t("milk.weekdays").split(" ").map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {weeks.map((week, index) => (
            <tr key={index}>{week.map((one, place) => <td key={one?.date ?? `${index}-${place}`}>{one ? <Cell day={one} to={dayAt(one.date)} /> : null}</td>)}</tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.legend}>
        <li><span className={`${styles.dot} ${styles.warm}`} />{t("milk.disputed")}</li>
        <li><span className={`${styles.dot} ${styles.bad}`} />{t("milk.rejected")}</li>
      </ul>
    </>
  );
}

function Cell({ day, to }: { day: MilkDay; to: { pathname: string; search: string } }) {
  const t = useWords("members");
  const number = Number(day.date.slice(8));
  if (day.deliveries.length === 0) return <div className={styles.none}><span aria-hidden="true">{number}</span><span className="only-read">{`${dayInWords(day.date)}: ${t("milk.nothing")}`}</span></div>;
  const marks = [day.disputed ? t("milk.disputed") : "", day.rejected ? t("milk.rejected") : ""].filter(Boolean).join(", ");
  return (
    <Link to={to} className={styles.day}>
      <span className="only-read">{[`${dayInWords(day.date)}: ${litres(day.litres)}`, marks].filter(Boolean).join(", ")}</span>
      <span className={styles.number} aria-hidden="true">{number}{day.disputed ? <span className={`${styles.dot} ${styles.warm}`} /> : null}{day.rejected ? <span className={`${styles.dot} ${styles.bad}`} /> : null}</span>
      <span className={styles.litres} aria-hidden="true">{litres(day.litres).replace(/\s?L$/, "")}</span>
    </Link>
  );
}
