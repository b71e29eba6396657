/** A month of milk as a calendar; a day that is pressed shows its weighings below. The address keeps both. */
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { go, Link } from "../app/router";
import { MilkCard } from "../answering/MilkCard";
import { dayOfWeek, month as inWords } from "../data/days";
import { sum, type Delivery } from "../data/milk";
import { monthAfter, monthOf } from "../data/period";
import { useMonth } from "../data/questions";
import { useNow } from "../data/useNow";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { Calendar } from "./Calendar";
import { Sums } from "./Sums";
import styles from "./milk.module.css";

export function Month({ asked }: { asked: string }) {
  const t = useWords("milk");
  const today = businessDate(useNow());
  const code = /^\d{4}-(0[1-9]|1[0-2])/.test(asked) ? asked.slice(0, 7) : monthOf(today);
  const chosen = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : null;
  const month = useMonth(code);
  return (
    <Screen title={t("title")} of={month}>
      <nav className={styles.months} aria-label={t("months")}>
        <Link to={`milk/${monthAfter(code, -1)}`} className={styles.turn} aria-label={t("monthBefore")}><Icon name="back" /></Link>
        <h2 aria-live="polite">{inWords(code)}</h2>
        {code < monthOf(today)
          ? <Link to={`milk/${monthAfter(code, 1)}`} className={styles.turn} aria-label={t("monthAfter")}><Icon name="next" /></Link>
          : <span className={styles.turn} />}
      </nav>
      <Shown of={month}>
        {(deliveries) => (
          <>
            <Calendar month={code} deliveries={deliveries} today={today} chosen={chosen}
              onChoose={(date) => go(`milk/${date}`, { replace: chosen !== null })} />
            {chosen ? <OneDay date={chosen} deliveries={deliveries.filter((one) => one.date === chosen)} /> : null}
            <Sums of={sum(deliveries)} />
          </>
        )}
      </Shown>
      {/* Not before the month stands above it: it would move away from under a thumb. */}
      {month.value === null && !month.problem ? null : <Link to="milk/trend" className={`${ui.button} ${ui.wide}`}><Icon name="chart" /><span>{t("trend")}</span></Link>}
    </Screen>
  );
}

function OneDay({ date, deliveries }: { date: string; deliveries: Delivery[] }) {
  const t = useWords("milk");
  return (
    <section className={styles.day} aria-live="polite" aria-label={dayOfWeek(date)}>
      <h2>{dayOfWeek(date)}</h2>
      {deliveries.length === 0 ? <p className={ui.quiet}>{t("none")}</p> : null}
      {deliveries.map((one) => <MilkCard key={one.id} delivery={one} />)}
    </section>
  );
}
