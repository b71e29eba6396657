/** Seven days wide: each day with its litres, and a sign where somebody is still to say something. */
import { litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { month, weekLetters } from "../data/days";
import { asLitres, byDay, type Delivery } from "../data/milk";
import { daysOf, periodOf, weekday } from "../data/period";
import styles from "./milk.module.css";

type Given = { month: string; deliveries: Delivery[]; today: string; chosen: string | null; onChoose: (date: string) => void };
type Sign = "waits" | "disputed" | "rejected" | null;

function signOf(deliveries: readonly Delivery[]): Sign {
  if (deliveries.some((one) => one.state === "disputed")) return "disputed";
  if (deliveries.some((one) => one.state === "recorded")) return "waits";
  return deliveries.some((one) => one.rejection_reason !== null && one.state !== "voided") ? "rejected" : null;
}

export function Calendar({ month: code, deliveries, today, chosen, onChoose }: Given) {
  const t = useWords("milk");
  const days = daysOf(periodOf(`${code}-01`, "month"));
  const sums = byDay(deliveries);
  const before = weekday(days[0] ?? `${code}-01`);
  return (
    <div className={styles.calendar}>
      <div className={styles.week} aria-hidden="true">{weekLetters().map((letter, index) => <span key={index}>{letter}</span>)}</div>
      <ul className={styles.days}>
        {days.map((date, index) => {
          const sign = signOf(deliveries.filter((one) => one.date === date));
          const brought = sums.get(date);
          return (
            <li key={date} className={index === 0 ? styles[`from${before}`] : undefined}>
              <button type="button" aria-pressed={date === chosen} disabled={date > today} data-sign={sign ?? undefined}
                aria-current={date === today ? "date" : undefined} onClick={() => onChoose(date)}>
                <span className={styles.number}>{Number(date.slice(8))}</span>
                <span className="only-read"> {month(date.slice(0, 7))}: </span>
                <span className={styles.brought}>{brought === undefined ? <span aria-hidden="true">–</span> : litres(asLitres(brought)).replace(/\s*L$/, "")}</span>
                <span className="only-read"> {brought === undefined ? t("none") : t("litres")}{sign ? `, ${t(`sign.${sign}`)}` : ""}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className={styles.legend}>
        <span data-sign="waits">{t("sign.waits")}</span>
        <span data-sign="disputed">{t("sign.disputed")}</span>
      </p>
    </div>
  );
}
