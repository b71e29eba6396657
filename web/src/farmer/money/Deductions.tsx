/** What was taken off, one by one: what for, for whom, and what is left to pay. */
import { Money } from "@shared/figures/Figures";
import { cents, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { useCharges, type StatementPaper } from "../data/questions";
import ui from "../ui/ui.module.css";
import styles from "./money.module.css";

export function Deductions({ paper }: { paper: StatementPaper }) {
  const t = useWords("money");
  // A levy of everybody is no charge of this member: it has its reason here, and no page.
  const own = new Set(useCharges().value?.map((one) => one.id));
  if (paper.deductions.length === 0) {
    return <section className={ui.card} aria-labelledby="deductions"><h2 id="deductions">{t("deductions")}</h2><p className={ui.quiet}>{t("noDeductions")}</p></section>;
  }
  return (
    <section className={ui.card} aria-labelledby="deductions">
      <h2 id="deductions">{t("deductions")}</h2>
      <ul className={styles.deductions}>
        {paper.deductions.map((one) => (
          <li key={`${one.charge} ${one.text}`}>
            <span className={styles.line}>
              {own.has(one.charge) ? <Link to={`money/charge/${one.charge}`} className={styles.name}>{one.text}</Link> : <span className={styles.name}>{one.text}</span>}
              <Money value={{ ...one.taken, amount: cents(one.taken.amount) === 0 ? "0" : `-${one.taken.amount}` }} />
            </span>
            <small>{t(`kind.${one.kind}`, { defaultValue: one.kind })}{one.creditor_name ? ` · ${t("for", { name: one.creditor_name })}` : ""}</small>
            {one.remaining && cents(one.remaining.amount) > 0 ? <small>{t("leftToPay", { amount: money(one.remaining.amount) })}</small> : null}
            {cents(one.arrears.amount) > 0 ? <small>{t("arrears", { amount: money(one.arrears.amount) })}</small> : null}
          </li>
        ))}
      </ul>
      <dl className={ui.sums}>
        <div className={ui.total}><dt>{t("deducted")}</dt><dd><Money value={{ ...paper.deducted, amount: `-${paper.deducted.amount}` }} /></dd></div>
      </dl>
    </section>
  );
}
