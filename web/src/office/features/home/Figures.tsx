/** The four figures of the day, each beside the same weekday before and the same day last year. */
import type { Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Litres, Money } from "@shared/figures/Figures";
import { cents, day, litres } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { isBegun } from "./begun";
import { changeOf } from "./change";
import styles from "./home.module.css";

type Home = Schemas["Home"];

export function Figures({ home }: { home: Home }) {
  const t = useWords("home");
  const { today, expected, date } = home;
  const days = `from=${date}&to=${date}`;
  return (
    <div className={styles.figures}>
      <Figure name={t("litres")} to={`/deliveries?${days}`} value={<Litres value={today.litres} />}>
        <Compared now={today.litres} before={home.same_weekday} />
        <Compared now={today.litres} before={home.last_year} />
      </Figure>
      <Figure name={t("members")} to={`/home/missing?date=${date}`} value={<Count value={today.members} />}>
        {expected.members === 0 ? t("nobodyExpected") : !isBegun(home) ? t("expected", { count: expected.members }) : expected.missing === 0 ? t("allCame", { count: expected.members })
          : t("missing", { count: expected.missing, expected: expected.members })}
      </Figure>
      <Figure name={t("rejected")} to={`/deliveries?${days}&rejected=yes`} value={<Litres value={today.rejected_litres} />}>
        {today.rejected === 0 ? t("noneRejected") : t("rejectedOf", { count: today.rejected })}
      </Figure>
      <PayDay home={home} />
    </div>
  );
}

function Figure({ name, to, value, children }: { name: string; to?: string; value: ReactNode; children?: ReactNode }) {
  const inner = (
    <>
      <div className={styles.name}>{name}</div>
      <div className={styles.value}>{value}</div>
      <div className={styles.beside}>{children}</div>
    </>
  );
  return to ? <Link to={to} className={styles.figure}>{inner}</Link> : <div className={styles.figure}>{inner}</div>;
}

/** Up or down by how much, in per cent, with the litres of that day; nothing where nothing is known. */
function Compared({ now, before }: { now: string; before: Schemas["OtherDay"] }) {
  const t = useWords("home");
  if (!before.known) return null;
  const change = cents(now) === 0 ? null : changeOf(now, before.litres);
  const that = { litres: litres(before.litres), day: day(before.date) };
  if (change === null) return <div>{t("before", that)}</div>;
  return (
    <div>
      <span className={change < 0 ? styles.down : styles.up}>{change < 0 ? `−${-change}` : `+${change}`} % </span>
      {t("against", that)}
    </div>
  );
}

/** The run of the period, or the runs where there is none yet; and the float, each with its own page. */
function PayDay({ home }: { home: Home }) {
  const t = useWords("home");
  const [seesRuns, seesPayouts] = [useMay("runs.read"), useMay("payouts.read")];
  const { next_pay: next, float, run } = home;
  const balance = float?.balance ? <>{t("float")} <Money value={float.balance} /></> : null;
  const head = <><span className={styles.name}>{t("payDay")}</span><span className={styles.value}>{day(next.pay_day, "short")}</span></>;
  return (
    <div className={`${styles.figure} ${styles.several}`}>
      {seesRuns ? <Link to={run ? `/settlements/${run.id}` : "/settlements"} className={styles.whole}>{head}</Link> : <div className={styles.whole}>{head}</div>}
      <div className={styles.beside}>
        <div>{t("period", { period: next.period, day: day(next.cut_off_day, "short") })}</div>
        {run ? <div>{run.period} <State of={run.state} /></div> : null}
        {balance ? <div>{seesPayouts ? <Link to="/payouts/float">{balance}</Link> : balance}</div> : null}
      </div>
    </div>
  );
}
