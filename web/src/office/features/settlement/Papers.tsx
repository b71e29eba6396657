/** What is printed of a run: all statements, the cash list and its receipts, and the way to files for banks. */
import { Panel } from "@office/parts/Panel";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { IconFileText, IconFiles, IconListDetails, type TablerIcon } from "@tabler/icons-react";
import { Link } from "react-router";

import { isPaying, type RunStory } from "./run";
import styles from "./settlement.module.css";

export function Papers({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const payouts = useMay("payouts.read") && isPaying(run);
  const base = `/api/v1/settlements/${run.id}`;
  return (
    <Panel title={t("papers.title")}>
      <ul className={styles.papers}>
        <li><Link to={`/settlements/${run.id}/statements`}><IconListDetails size={20} aria-hidden />{t("papers.list", { count: run.statements })}</Link></li>
        <Pdf href={`${base}/statements.pdf`} icon={IconFiles} name={t("papers.statements")} />
        {payouts ? <Pdf href={`${base}/cash-list.pdf`} icon={IconFileText} name={t("papers.cashList")} /> : null}
        {payouts ? <Pdf href={`${base}/cash-receipts.pdf`} icon={IconFiles} name={t("papers.cashReceipts")} /> : null}
        {payouts ? <li><Link to={`/payouts/files?run=${run.id}`}><IconFileText size={20} aria-hidden />{t("papers.payFiles")}</Link></li> : null}
      </ul>
    </Panel>
  );
}

function Pdf({ href, icon: Icon, name }: { href: string; icon: TablerIcon; name: string }) {
  return <li><a href={href} target="_blank" rel="noreferrer"><Icon size={20} aria-hidden />{name}</a></li>;
}
