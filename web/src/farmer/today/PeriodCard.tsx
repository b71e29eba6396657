/** The period so far: litres, what they come to before deductions, and a small bar for each day. */
import { Litres, Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { Bars } from "../charts/Bars";
import { span } from "../data/days";
import { asLitres, byDay, sum, type Delivery } from "../data/milk";
import { daysOf, periodOf, type Rhythm } from "../data/period";
import { useNow } from "../data/useNow";
import ui from "../ui/ui.module.css";
import styles from "./today.module.css";

export function PeriodCard({ deliveries, rhythm }: { deliveries: Delivery[]; rhythm: Rhythm }) {
  const t = useWords("today");
  const today = businessDate(useNow());
  const period = periodOf(today, rhythm);
  const inside = deliveries.filter((one) => one.date >= period.start && one.date <= period.end);
  const so = sum(inside);
  const days = byDay(inside);
  const bars = daysOf(period).map((date) => ({
    key: date, label: date.slice(8).replace(/^0/, ""), value: days.get(date) ?? 0, isFuture: date > today, isNow: date === today,
  }));
  return (
    <section className={ui.card} aria-labelledby="period">
      <h2 id="period">{t("period")} <span className={styles.days}>{span(period.start, period.end)}</span></h2>
      <p className={styles.sofar}>
        <strong><Litres value={so.litres} /></strong>
        <span>{t("comesTo")} <Money value={{ amount: so.value, currency: "KES" }} strong /></span>
      </p>
      <Bars bars={bars} name={t("bars", { litres: so.litres, count: [...days.values()].filter(Boolean).length })} write={asLitres} />
      <p className={ui.quiet}>{t("before")}</p>
      <Link to="milk" className={`${ui.button} ${ui.wide}`}>{t("all")}</Link>
    </section>
  );
}
