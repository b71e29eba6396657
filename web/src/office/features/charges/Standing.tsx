/** Charges of everybody, a litre or a run: what holds, what waits, what ended. */
import { ActButton, type Said } from "@office/parts/ActButton";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { useCentres } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Proposal } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day } from "@shared/figures/Figures";
import { businessDate, money } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./charges.module.css";
import { Frame } from "./Frame";

type One = Schemas["StandingCharge"];

export function Standing() {
  const t = useWords("charges");
  const proposes = useMay("charges.propose_change");
  const asked = api.useQuery("get", "/api/v1/standing-charges");
  const begin = proposes ? <Button component={Link} to="/charges/standing/new">{t("standing.new")}</Button> : null;
  return (
    <Frame title={t("way.standing")} actions={begin}>
      <Ask asked={asked} waiting={<Waiting rows={5} height={40} />} empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("standing.none")} text={t("standing.noneText")}>{begin}</Empty></Panel> }}>
        {({ items }) => <Lists items={items} />}
      </Ask>
    </Frame>
  );
}

function Lists({ items }: { items: readonly One[] }) {
  const t = useWords("charges");
  const centres = useCentres();
  const waiting = items.filter((one) => one.state === "proposed");
  const decided = items.filter((one) => one.state !== "proposed");
  const ends = useMay("charges.approve");
  const columns: Column<One>[] = [
    { id: "text", title: t("text"), gives: true, cell: (one) => <>{one.text}<span className={styles.under}>{t(`kinds.${one.kind}`)} · {centres.name(one.centre)} · <Principal of={one.decided_by} /></span></> },
    { id: "kind", title: t("kind"), minor: true, cell: (one) => t(`kinds.${one.kind}`) },
    { id: "rate", title: t("taken"), gives: true, cell: (one) => <>{t(`basis.amount.${one.basis}`, { amount: money(one.rate.amount) })}<span className={styles.under}>{t("from")} <Days one={one} /></span></> },
    { id: "centre", title: t("centre"), minor: true, cell: (one) => centres.name(one.centre) },
    { id: "from", title: t("from"), minor: true, cell: (one) => <Days one={one} /> },
    { id: "state", title: t("state"), cell: (one) => <span><State of={one.last_day && one.last_day < businessDate() ? "done" : one.state} /></span> },
    { id: "by", title: t("approvedBy"), minor: true, cell: (one) => <Principal of={one.decided_by} /> },
    ...(ends ? [{ id: "end", title: t("standing.end"), cell: (one: One) => (one.state === "approved" && !one.last_day ? <End one={one} /> : null) }] : []),
  ];
  return (
    <>
      {waiting.length > 0 ? <Panel title={t("waits")}><div className={styles.proposals}>{waiting.map((one) => <Waits key={one.id} one={one} />)}</div></Panel> : null}
      {decided.length > 0 ? <Panel flush><DataTable caption={t("way.standing")} columns={columns} rows={decided} rowKey={(one) => one.id} /></Panel> : null}
    </>
  );
}

function Days({ one }: { one: One }) {
  return <><Day date={one.effective_from} short />{one.last_day ? <> – <Day date={one.last_day} short /></> : null}</>;
}

function Waits({ one }: { one: One }) {
  const t = useWords("charges");
  const centres = useCentres();
  const params = { path: { id: one.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/standing-charges/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/standing-charges/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={one.text} by={one.proposed_by} at={one.proposed_at} permission="charges.approve" approve={approve} refuse={refuse} approveTitle={t("standing.approve")} refuseTitle={t("standing.refuse")}>
      <p className={styles.offer}><strong>{t(`basis.amount.${one.basis}`, { amount: money(one.rate.amount) })}</strong> · {t(`kinds.${one.kind}`)} · {centres.name(one.centre)} · {t("from")} <Day date={one.effective_from} /></p>
    </Proposal>
  );
}

function End({ one }: { one: One }) {
  const t = useWords("charges");
  const end = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/standing-charges/{id}/end", { params: { path: { id: one.id } }, headers, body: { reason, last_day: businessDate() } }));
  return <ActButton label={t("standing.end")} title={t("standing.endTitle", { text: one.text })} act={end} size="xs" danger reason={{ label: t("why"), description: t("whyText") }}>{t("standing.endText")}</ActButton>;
}
