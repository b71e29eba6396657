/** What each pay run came to for this member, with its statement to print. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { useDraw } from "../draw";
import type { TabProps } from "../Member";
import styles from "../members.module.css";

type Statement = Schemas["Statement"];

export default function Statements({ member: { number } }: TabProps) {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/statements", { params: { path: { number }, query: { limit: 50 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  const runs = useMay("runs.read");
  const pdf = (one: Statement) => `/api/v1/settlements/${one.run}/statements/${encodeURIComponent(number)}/document.pdf`;
  const columns: Column<Statement>[] = [
    { id: "period", title: t("statements.period"), cell: (one) => <span className={styles.whole}>{one.period}</span> },
    { id: "state", title: t("milk.state"), gives: true, cell: (one) => (one.settled_at ? <span className={styles.stated}><State of="approved" /> <span className={styles.soft}><Day date={businessDate(new Date(one.settled_at))} short /></span></span> : <State of="prepared" />) },
    { id: "litres", title: t("milk.litres"), figure: true, minor: true, cell: (one) => <Litres value={one.litres} /> },
    { id: "milk", title: t("statements.milk"), figure: true, minor: true, cell: (one) => <Money value={one.milk} /> },
    { id: "deducted", title: t("statements.deducted"), figure: true, minor: true, cell: (one) => <Money value={one.deducted} /> },
    { id: "saved", title: t("statements.saved"), figure: true, minor: true, cell: (one) => <Money value={one.saved} /> },
    { id: "net", title: t("statements.net"), figure: true, cell: (one) => <Money value={one.net} strong /> },
    { id: "pdf", title: <span className="only-read">{t("print")}</span>, cell: (one) => <span className={`${styles.links} ${styles.stacked}`}>{one.payout ? <Link to={`/payouts/${one.payout}`}>{t("statements.payout")}</Link> : null}<a href={pdf(one)} target="_blank" rel="noreferrer">PDF</a></span> },
  ];
  return (
    <Panel title={t("tabs.statements")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("statements.none")} text={t("statements.noneText")} /></div> }}>
        {(found) => <DataTable caption={t("tabs.statements")} columns={columns} rows={found} rowKey={(one) => one.id} more={more} {...(runs ? { to: (one: Statement) => `/settlements/${one.run}/statements/${encodeURIComponent(number)}` } : {})} />}
      </Ask>
    </Panel>
  );
}
