/** A statement as one sum: each line leads to the list that it is made of. */
import { Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { isNone, minus, type Money as Amount } from "./run";
import styles from "./settlement.module.css";
import type { Paper } from "./StatementLists";

export function StatementSum({ paper }: { paper: Paper }) {
  const t = useWords("settlement");
  const lines: [string, Amount, string | null][] = [
    ["milk", paper.milk, "milk"], ["premium", paper.premium, "premiums"], ["adjustments", paper.adjusted, "adjustments"], ["carriedIn", paper.carried_in, null],
    ["deducted", minus(paper.deducted), "deductions"], ["saved", minus(paper.saved), null], ["carriedOut", minus(paper.carried_out), null],
  ];
  return (
    <section aria-label={t("totals.title")}>
      <dl className={styles.sums}>
        <div className={styles.count}><dt>{t("litres")}</dt><dd><Litres value={paper.litres} /></dd></div>
        {lines.filter(([name, amount]) => name === "milk" || !isNone(amount)).map(([name, amount, anchor]) => (
          <div key={name}><dt>{t(`totals.${name}`)}</dt><dd>{anchor ? <a href={`#${anchor}`} title={t("why")}><Money value={amount} /></a> : <Money value={amount} />}</dd></div>
        ))}
        <div className={styles.net}><dt>{t("totals.net")}</dt><dd><Money value={paper.net} /></dd></div>
      </dl>
      {paper.pays ? null : <p className={styles.soft}>{t("statement.later")}</p>}
    </section>
  );
}
