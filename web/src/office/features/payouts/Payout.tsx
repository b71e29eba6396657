/** One payout: how it stands in words, the evidence there is, the only safe acts, and its story with the receipt. */
import { Ask } from "@office/parts/Ask";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { Clock, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";

import { Acts } from "./Acts";
import { CodeOf } from "./CodeOf";
import { Frame } from "./Frame";
import { groupOf, type PayoutStory as Told } from "./payout";
import { sinceOf } from "./PayoutList";
import styles from "./payouts.module.css";
import { Story } from "./Story";

const SOON_MS = 2_000;

export function Payout() {
  const t = useWords("payouts");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/payouts/{id}", { params: { path: { id } } }, {
    refetchInterval: ({ state }) => (state.data && ["unknown", "unsent"].includes(groupOf(state.data.state)) ? SOON_MS : false),
  });
  const payout = asked.data;
  return (
    <Frame title={payout ? t("one.title", { member: payout.member, period: payout.period }) : t("title")}
      above={payout ? <BackTo to={`/payouts?run=${payout.run}`}>{t("one.all", { period: payout.period })}</BackTo> : null}>
      <Ask asked={asked} waiting={<Waiting rows={8} height={40} />}>{(found) => <Content payout={found} />}</Ask>
    </Frame>
  );
}

function Content({ payout }: { payout: Told }) {
  const t = useWords("payouts");
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Panel title={t("one.stands")} beside={<State of={payout.state} at={sinceOf(payout)} />}>
          <Text>{t(`means.${payout.state}`)}</Text>
          {payout.state === "held" ? <Text mt={4}>{t(`causeTodo.${payout.cause ?? "by_hand"}`, { defaultValue: payout.reason ?? "" })}</Text> : null}
          {payout.code || payout.failure ? <CodeOf code={payout.code ?? payout.failure ?? ""} /> : null}
          {payout.doubts > 0 ? <div className={styles.after}><Note tone="bad" title={t("one.contradicted")}>{payout.contradiction}</Note></div> : null}
          <Acts payout={payout} />
        </Panel>
        <Panel title={t("one.story")}><Story chapters={payout.story} /></Panel>
      </div>
      <aside className={styles.aside} aria-label={t("one.facts")}><Facts payout={payout} /></aside>
    </div>
  );
}

function Facts({ payout }: { payout: Told }) {
  const t = useWords("payouts");
  return (
    <dl className={styles.facts}>
      <div className={styles.big}><dt>{t("amount")}</dt><dd><Money value={payout.amount} /></dd></div>
      <Fact name={t("member")}><Link to={`/members/${payout.member}`}>{payout.member}</Link></Fact>
      <Fact name={t("one.statement")}><Link to={`/settlements/${payout.run}/statements/${payout.member}`}>{payout.period}</Link></Fact>
      {payout.parts > 1 ? <Fact name={t("one.part")}>{payout.part} / {payout.parts}</Fact> : null}
      <Fact name={t("list.channel")}>{t(`channel.${payout.channel}`)}</Fact>
      {payout.receipt ? <Fact name={t("receipt")}>{payout.receipt}</Fact> : null}
      {payout.paid_at ? <Fact name={t("one.paidAt")}><Clock at={payout.paid_at} /></Fact> : null}
      {payout.state === "paid" ? <Fact name={t("fee")}><Money value={payout.fee} /></Fact> : null}
      {payout.signature ? <Fact name={t("signature")}>{payout.signature}</Fact> : null}
      {payout.not_before ? <Fact name={t("one.notBefore")}><Clock at={payout.not_before} /></Fact> : null}
      <Fact name={t("one.attempt")}>{payout.attempt}</Fact>
      {payout.questions > 0 ? <Fact name={t("one.questions")}>{payout.questions}</Fact> : null}
      {payout.reference ? <Fact name={t("one.reference")}>{payout.reference}</Fact> : null}
      {payout.file ? <Fact name={t("one.file")}><Link to={`/payouts/files/${payout.file}`}>{t("one.fileLink")}</Link></Fact> : null}
      {payout.conversation_id ? <Fact name={t("one.conversation")}><span className={styles.code}>{payout.conversation_id}</span></Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
