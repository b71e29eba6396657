/** What the cooperative owes, when it will be paid, and what is on its way or waits for a decision. */
import { Day, Money } from "@shared/figures/Figures";
import { businessDate, cents, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import { Link } from "../app/router";
import { span } from "../data/days";
import { payDay, periodOfCode } from "../data/period";
import { useBalance, useCooperative, useProfile, useStatements } from "../data/questions";
import { useNow } from "../data/useNow";
import { Icon, type IconName } from "../ui/Icons";
import { Shown } from "../ui/Shown";
import styles from "./today.module.css";

export function Balance() {
  const t = useWords("today");
  const balance = useBalance();
  return (
    <Shown of={balance}>
      {({ owed, held, on_way: onWay, saved }) => (
        <section className={styles.balance} aria-label={t("balance")}>
          <p className={styles.label}>{t(owed.amount.startsWith("-") ? "youOwe" : "balance")}</p>
          <p className={styles.amount}><Money value={owed} /></p>
          <NextPay />
          <BeingDrawn />
          {cents(onWay.amount) > 0 ? <Line icon="send">{t("onWay", { amount: money(onWay.amount) })}</Line> : null}
          {cents(held.amount) > 0 ? <Line icon="hand">{t("held", { amount: money(held.amount) })}</Line> : null}
          {cents(saved.amount) > 0 ? <Line icon="box">{t("saved", { amount: money(saved.amount) })}</Line> : null}
          <Link to="money" className={styles.why}>{t("why")}<Icon name="next" /></Link>
        </section>
      )}
    </Shown>
  );
}

function NextPay() {
  const t = useWords("today");
  const today = businessDate(useNow());
  const rhythm = useCooperative().value?.rhythm;
  const wanted = useProfile().value?.pay_rhythm;
  if (!rhythm || !wanted) return null;
  return <Line icon="clock">{t("paidOn")} <Day date={payDay(today, rhythm, wanted)} /></Line>;
}

/** A period that ended and whose run is not yet paid. */
function BeingDrawn() {
  const t = useWords("today");
  const drawn = useStatements().value?.find((one) => one.settled_at === null && one.pays);
  const period = drawn ? periodOfCode(drawn.period) : null;
  if (!drawn || !period) return null;
  return <Line icon="paper">{t("drawn", { amount: money(drawn.net.amount), period: span(period.start, period.end) })}</Line>;
}

function Line({ icon, children }: { icon: IconName; children: ReactNode }) {
  return <p className={styles.when}><Icon name={icon} /><span>{children}</span></p>;
}
