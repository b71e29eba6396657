/** How much one run may take of a member, and what the law allows a litre: its figures are to be verified. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Facts } from "@office/parts/Facts";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Waiting } from "@office/parts/Waiting";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import styles from "./charges.module.css";
import { Frame } from "./Frame";
import { NewCap, NewRules } from "./RulesForms";

type One = Schemas["Rules"];
type Cap = Schemas["StatutoryCapAnswer"];

export function Rules() {
  const t = useWords("charges");
  const [proposes, enters] = [useMay("charges.propose_change"), useMay("charges.approve")];
  const rules = api.useQuery("get", "/api/v1/deduction-rules");
  const caps = api.useQuery("get", "/api/v1/statutory-caps");
  return (
    <Frame title={t("way.rules")} actions={proposes ? <NewRules /> : null}>
      <Ask asked={rules} waiting={<Waiting rows={3} height={64} />} empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("rules.none")} text={t("rules.noneText")} /></Panel> }}>
        {({ items }) => <>{items.toSorted((one, other) => Number(other.state === "proposed") - Number(one.state === "proposed")).map((one) => <Set key={one.id} one={one} />)}</>}
      </Ask>
      <Panel title={t("caps.title")} beside={enters ? <NewCap /> : null} flush>
        <div className={styles.inset}><Note title={t("caps.verify")}>{t("caps.verifyText")}</Note></div>
        <Ask asked={caps}>{({ items }) => <Caps caps={items} />}</Ask>
      </Panel>
    </Frame>
  );
}

function Set({ one }: { one: One }) {
  const t = useWords("charges");
  const params = { path: { id: one.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/deduction-rules/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/deduction-rules/{id}/refusal", { params, headers, body: { reason } }));
  const facts = (
    <Facts wide rows={[
      [t("from"), <Day key="from" date={one.effective_from} />], [t("rules.share"), one.max_share_percent === null ? t("rules.noShare") : `${one.max_share_percent} %`],
      [t("rules.home"), <Money key="home" value={one.minimum_take_home} />], ...one.caps.map((cap) => [t("rules.cap", { kind: t(`kinds.${cap.kind}`) }), <Money key={cap.kind} value={cap.per_litre} />] as const),
    ]} />
  );
  if (one.state === "proposed") {
    return (
      <Panel><Proposal title={t("rules.proposal")} by={one.proposed_by} at={one.proposed_at} permission="charges.approve" approve={approve} refuse={refuse} approveTitle={t("rules.approve")} refuseTitle={t("rules.refuse")}>{facts}</Proposal></Panel>
    );
  }
  return <Panel title={t("rules.of")} beside={<State of={one.state} />}>{facts}<p className={styles.soft}>{t("proposedBy")}: <Principal of={one.proposed_by} /> · {t(one.state === "refused" ? "refusedBy" : "approvedBy")}: <Principal of={one.decided_by} /></p></Panel>;
}

function Caps({ caps }: { caps: readonly Cap[] }) {
  const t = useWords("charges");
  const columns: Column<Cap>[] = [
    { id: "kind", title: t("kind"), gives: true, cell: (cap) => <>{t(`kinds.${cap.kind}`)}<span className={styles.under}><Day date={cap.effective_from} /></span></> },
    { id: "amount", title: t("caps.perLitre"), figure: true, cell: (cap) => <Money value={cap.per_litre} strong /> },
    { id: "from", title: t("from"), minor: true, cell: (cap) => <Day date={cap.effective_from} /> },
    { id: "source", title: t("caps.source"), gives: true, cell: (cap) => cap.source },
  ];
  return <DataTable caption={t("caps.title")} columns={columns} rows={caps} rowKey={(cap) => `${cap.kind} ${cap.effective_from} ${cap.per_litre.amount}`} />;
}
