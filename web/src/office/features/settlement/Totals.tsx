/** One column of totals that stays in sight: what was earned, what is taken, what is paid. Each leads to its list. */
import { Count, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { isNone, minus, type Money as Amount, type RunStory } from "./run";
import styles from "./settlement.module.css";

export function Totals({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const list = `/settlements/${run.id}/statements`;
  const lines: [string, Amount][] = [
    ["milk", run.milk], ["premium", run.premium], ["adjustments", run.adjustments], ["carriedIn", run.carried_in],
    ["deducted", minus(run.deducted)], ["saved", minus(run.saved)], ["carriedOut", minus(run.carried_out)],
  ];
  if (run.state === "opened") return <p className={styles.soft}>{t("totals.notYet")}</p>;
  return (
    <dl className={styles.sums}>
      <div className={styles.count}><dt>{t("statements")}</dt><dd><Link to={list}><Count value={run.statements} /></Link></dd></div>
      <div className={styles.count}><dt>{t("litres")}</dt><dd><Link to={list}><Litres value={run.litres} /></Link></dd></div>
      {lines.filter(([name, amount]) => name === "milk" || !isNone(amount)).map(([name, amount]) => (
        <Line key={name} name={t(`totals.${name}`)} to={`${list}?by=${name}`}><Money value={amount} /></Line>
      ))}
      <div className={styles.net}><dt>{t("totals.net")}</dt><dd><Link to={list}><Money value={run.net} /></Link></dd></div>
    </dl>
  );
}

function Line({ name, to, children }: { name: string; to: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd><Link to={to}>{children}</Link></dd></div>;
}
