/** One charge: what is owed, each part that was taken, what can be done about it, its story. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Facts } from "@office/parts/Facts";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { DeliveryStory } from "@office/parts/Story";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { api, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link, useParams } from "react-router";

import { ChargeActs } from "./ChargeActs";
import styles from "./charges.module.css";
import { ChargeProposal } from "./ChargeProposal";
import { Frame } from "./Frame";
import { Terms } from "./Terms";

type One = Schemas["ChargeWithStory"];

export function ChargePage() {
  const t = useWords("charges");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/charges/{id}", { params: { path: { id } } });
  return (
    <Frame title={asked.data?.text ?? t("one")} above={<BackTo to="/charges">{t("all")}</BackTo>} beside={asked.data ? <State of={asked.data.state === "ended" ? "done" : "open"} /> : null}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={48} />}>{(charge) => <Content charge={charge} />}</Ask>
    </Frame>
  );
}

function Content({ charge }: { charge: One }) {
  const t = useWords("charges");
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Panel title={t("terms")}>
          <Facts wide rows={[
            [t("member"), <Link key="member" className={styles.link} to={`/members/${charge.member}`}>{charge.member}</Link>], [t("kind"), t(`kinds.${charge.kind}`)],
            [t("creditor"), charge.creditor ? <Link key="creditor" className={styles.link} to={`/charges/creditors/${charge.creditor}`}>{charge.creditor}</Link> : t("own")],
            [t("taken"), <Terms key="terms" of={charge} />], [t("starts"), <Day key="starts" date={charge.starts} />], [t("reference"), charge.reference],
            [t("priority"), charge.priority], [t("madeBy"), <Principal key="by" of={charge.made_by} />], [t("stopReason"), charge.stop_reason],
          ]} />
        </Panel>
        <Takings takings={charge.takings} />
        <Panel title={t("story")}><DeliveryStory chapters={charge.story} /></Panel>
      </div>
      <aside className={styles.aside} aria-label={t("sums")}>
        <Facts rows={[
          [t("amount"), charge.amount ? <Money key="amount" value={charge.amount} /> : t("endless")], [t("takenSoFar"), <Money key="taken" value={charge.taken} />], [t("paid"), <Money key="paid" value={charge.paid} />],
          [t("writtenOff"), <Money key="off" value={charge.written_off} />], [t("cancelled"), <Money key="cancelled" value={charge.cancelled} />], [t("arrears"), <Money key="arrears" value={charge.arrears} />],
          [t("remaining"), charge.remaining ? <Money key="rest" value={charge.remaining} strong /> : null],
        ]} />
        {charge.proposed_change ? <ChargeProposal charge={charge} /> : null}
        <ChargeActs charge={charge} />
      </aside>
    </div>
  );
}

function Takings({ takings }: { takings: One["takings"] }) {
  const t = useWords("charges");
  const columns: Column<One["takings"][number]>[] = [
    { id: "day", title: t("day"), gives: true, cell: (one) => <Day date={one.day} /> },
    { id: "source", title: t("source"), cell: (one) => (one.run ? <Link className={styles.link} to={`/settlements/${one.run}`}>{t("sources.run", { period: one.period ?? "" })}</Link> : t("sources.direct", { reference: one.reference ?? "" })) },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <Panel title={t("takings")} flush>
      {takings.length === 0 ? <div className={styles.inset}><Empty title={t("noTakings")} /></div> : <DataTable caption={t("takings")} columns={columns} rows={takings} rowKey={(one) => `${one.position} ${one.run ?? one.reference}`} />}
    </Panel>
  );
}
