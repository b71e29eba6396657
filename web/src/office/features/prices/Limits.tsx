/** Limits that milk must keep: what holds, what waits, what held; each set by two officials. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Frame } from "./Frame";
import { LimitTable } from "./LimitTable";
import styles from "./prices.module.css";

type Set = Schemas["Limits"];

export function Limits() {
  const t = useWords("prices");
  const proposes = useMay("limits.propose");
  const asked = api.useQuery("get", "/api/v1/limits");
  const begin = proposes ? <Button component={Link} to="/prices/limits/new">{t("limits.new")}</Button> : null;
  return (
    <Frame title={t("way.limits")} actions={begin}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={44} />}
        empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("limits.none")} text={t("limits.noneText")}>{begin}</Empty></Panel> }}>
        {({ items }) => <>{[...items].toSorted(waitingFirst).map((set) => <One key={set.id} set={set} />)}</>}
      </Ask>
    </Frame>
  );
}

const waitingFirst = (one: Set, other: Set) => Number(other.state === "proposed") - Number(one.state === "proposed");

function One({ set }: { set: Set }) {
  const t = useWords("prices");
  const table = <LimitTable limits={set.limits} formula={set.formula} caption={set.name} />;
  return (
    <Panel title={set.name} beside={<span className={styles.row}><State of={set.state} /> <span>{t("from")} <Day date={set.effective_from} /></span></span>}>
      {set.state === "proposed" ? <Waits set={set} /> : (
        <p className={styles.soft}>{t("proposedBy")}: <Principal of={set.proposed_by} /> · {t(set.state === "refused" ? "refusedBy" : "approvedBy")}: <Principal of={set.decided_by} /></p>
      )}
      {set.state === "proposed" ? table : <details className={styles.details} open={set.state === "approved"}><summary>{t("limits.lines", { count: set.limits.length })}</summary>{table}</details>}
    </Panel>
  );
}

function Waits({ set }: { set: Set }) {
  const t = useWords("prices");
  const params = { path: { id: set.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/limits/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/limits/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={t("limits.lines", { count: set.limits.length })} by={set.proposed_by} permission="limits.approve" approve={approve} refuse={refuse}
      approveTitle={t("limits.approve")} refuseTitle={t("limits.refuse")}>
      <p className={styles.offer}>{t("from")} <Day date={set.effective_from} /></p>
    </Proposal>
  );
}
