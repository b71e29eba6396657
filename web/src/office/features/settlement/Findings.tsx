/** What is unusual stands first and open; what was looked for and not found is folded below it. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import type { Schemas } from "@shared/api/client";
import { Count, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "react-router";

import styles from "./settlement.module.css";

type Item = Schemas["Item"];
type Finding = Schemas["Finding"];
const SHOWN = 5;

export function Findings({ report }: { report: Schemas["RunReport"] }) {
  const t = useWords("settlement");
  const found = report.findings.filter((finding) => finding.count > 0);
  const quiet = report.findings.filter((finding) => finding.count === 0);
  return (
    <Panel title={t("unusual.title")} beside={found.length > 0 ? <span className={styles.soft}>{t("unusual.sum", { count: found.length })}</span> : null}>
      {found.length === 0 ? <p className={styles.calm}><IconCircleCheck size={20} aria-hidden />{t("unusual.none")}</p> : null}
      {found.map((finding) => <One key={finding.kind} run={report.run} finding={finding} />)}
      {quiet.length > 0 ? (
        <details className={styles.fold}>
          <summary>{t(found.length > 0 ? "unusual.quiet" : "unusual.checks", { count: quiet.length })}</summary>
          <ul className={styles.quiet}>{quiet.map(({ kind }) => <li key={kind}>{t(`unusual.${kind}`)}</li>)}</ul>
        </details>
      ) : null}
    </Panel>
  );
}

function One({ run, finding }: { run: string; finding: Finding }) {
  const t = useWords("settlement");
  return (
    <section className={styles.finding} aria-labelledby={finding.kind}>
      <h3 id={finding.kind}>{t(`unusual.${finding.kind}`)} <span className={styles.badge}><Count value={finding.count} /></span></h3>
      <FoundItems caption={t(`unusual.${finding.kind}`)} run={run} items={finding.items.slice(0, SHOWN)} />
      {finding.count > SHOWN ? <Link to={`/settlements/${run}/unusual/${finding.kind}`} className={styles.all}>{t("unusual.all", { count: finding.count })}</Link> : null}
    </section>
  );
}

export function FoundItems({ caption, run, items, more }: { caption: string; run: string; items: Item[]; more?: (() => void) | undefined }) {
  const t = useWords("settlement");
  const columns: Column<Item>[] = [
    { id: "member", title: t("member"), cell: (item) => item.member, width: "88px" },
    ...(items.some((item) => item.text) ? [{ id: "text", title: t("unusual.text"), cell: (item: Item) => item.text }] : []),
    { id: "litres", title: t("litres"), figure: true, cell: (item) => <Litres value={item.litres} /> },
    ...(items.some((item) => item.against)
      ? [{ id: "against", title: t("unusual.against"), figure: true, cell: (item: Item) => (item.against ? <Money value={item.against} /> : "–") }] : []),
    { id: "amount", title: t("amount"), figure: true, cell: (item) => <Money value={item.amount} strong /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={items} rowKey={(item) => item.member + (item.about ?? "") + item.text}
    to={(item) => `/settlements/${run}/statements/${item.member}`} more={more} />;
}
