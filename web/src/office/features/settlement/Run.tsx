/** One pay run: its steps on top, what to look at now in the middle, the totals always in sight. */
import { Ask } from "@office/parts/Ask";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { Day } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import { Approval } from "./Approval";
import { Comparison } from "./Comparison";
import { Discard } from "./Discard";
import { Findings } from "./Findings";
import { Groups } from "./Groups";
import { Papers } from "./Papers";
import { Preparing } from "./Preparing";
import { askAgain, isPaying, type RunStory } from "./run";
import styles from "./settlement.module.css";
import { Steps } from "./Steps";
import { Totals } from "./Totals";

export function Run() {
  const t = useWords("settlement");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/settlements/{id}", { params: { path: { id } } }, { refetchInterval: ({ state }) => askAgain(state.data) });
  const run = asked.data;
  return (
    <Page title={run ? t("run.title", { period: run.period }) : t("title")} above={<BackTo to="/settlements">{t("run.all")}</BackTo>}
      beside={run ? <Text c="dimmed"><Day date={run.period_start} /> – <Day date={run.period_end} /></Text> : null}
      actions={run ? <Discard run={run} /> : null}>
      <Ask asked={asked} waiting={<Waiting rows={8} height={48} />}>{(found) => <Content run={found} />}</Ask>
    </Page>
  );
}

function Content({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  return (
    <>
      <Steps run={run} />
      <div className={styles.beside}>
        <div className={styles.main}>
          {run.state === "discarded" ? <Discarded run={run} /> : null}
          {run.state === "opened" ? <Preparing run={run} /> : null}
          {isPaying(run) ? <Groups run={run} /> : null}
          {run.state === "opened" || run.state === "discarded" ? null : <Reviewed run={run} />}
        </div>
        <aside className={styles.totals} aria-label={t("totals.title")}><Totals run={run} /></aside>
      </div>
    </>
  );
}

/** Before the approval the seats follow the review; afterwards they stand first, and the review is history. They keep their keys: who is asked for the last look stays asked. */
function Reviewed({ run }: { run: RunStory }) {
  const report = api.useQuery("get", "/api/v1/settlements/{id}/report", { params: { path: { id: run.id } } });
  const seats = <Approval key="seats" run={run} paid={report.data?.figures.find((figure) => figure.name === "members paid")?.now} />;
  const review = (
    <Ask key="review" asked={report} waiting={<Waiting rows={6} height={36} />}>
      {(found) => <><Findings report={found} /><Comparison report={found} /></>}
    </Ask>
  );
  return (
    <>
      {isPaying(run) ? [seats, review] : [review, seats]}
      <Papers run={run} />
    </>
  );
}

function Discarded({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  return (
    <Panel title={t("discarded.title")} beside={<State of="discarded" />}>
      <Text>{t("discarded.text")}</Text>
      {run.discard_reason ? <Text mt="xs">{t("discarded.reason", { reason: run.discard_reason })}</Text> : null}
    </Panel>
  );
}
