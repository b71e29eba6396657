/** The lines of a set of limits, and the formula that the lactometer is figured by. */
import { DataTable, type Column } from "@office/parts/DataTable";
import type { Schemas } from "@shared/api/client";
import { grouped } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import styles from "./prices.module.css";

type Limit = Schemas["LimitOut"];
type Props = { limits: readonly Limit[]; formula: Schemas["FormulaOut"]; caption: string };

export function LimitTable({ limits, formula, caption }: Props) {
  const t = useWords("prices");
  const columns: Column<Limit>[] = [
    { id: "reading", title: t("limits.reading"), gives: true, cell: (limit) => t(`limits.readings.${limit.reading}`) },
    { id: "line", title: t("limits.line"), cell: (limit) => <Line limit={limit} /> },
    { id: "result", title: t("limits.else"), gives: true, cell: (limit) => <>{limit.result === "reject" ? <span><State of="rejected" /></span> : `${t("grade")} ${limit.result}`}<span className={styles.narrow}>{limit.reason}</span></> },
    { id: "reason", title: t("limits.reason"), minor: true, cell: (limit) => limit.reason },
  ];
  return (
    <>
      <div className={styles.edge}><DataTable caption={caption} columns={columns} rows={limits} rowKey={(limit) => `${limit.reading} ${limit.at_least} ${limit.at_most} ${limit.is_word} ${limit.result}`} /></div>
      <p className={styles.soft}>{t("limits.formula", { constant: formula.constant, degrees: formula.calibration_c })}</p>
    </>
  );
}

function Line({ limit }: { limit: Limit }) {
  const t = useWords("prices");
  if (limit.is_word) return <>{t(`limits.words.${limit.is_word}`)}</>;
  const both = [limit.at_least ? t("limits.atLeast", { value: grouped(limit.at_least, 0) }) : "", limit.at_most ? t("limits.atMost", { value: grouped(limit.at_most, 0) }) : ""];
  return <>{both.filter(Boolean).join(", ")}</>;
}
