/** Whether payments go out, what is in the float and what is needed; stopping and resuming, with what follows in words. */
import { Ask } from "@office/parts/Ask";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { Waiting } from "@office/parts/Waiting";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Progress, Text } from "@mantine/core";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Money, Since } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { gauge } from "./payout";
import styles from "./payouts.module.css";
import { Resume, Stop } from "./StopAndResume";

const SOON_MS = 3_000;
const OLDER_SECONDS = 10;
type Payments = Schemas["Payments"];

export const usePayments = () =>
  api.useQuery("get", "/api/v1/payments", undefined, { refetchInterval: ({ state }) => (state.data && state.data.float.waiting + state.data.float.under_way > 0 ? SOON_MS : false) });

export function Till() {
  const asked = usePayments();
  return <Ask asked={asked} waiting={<Waiting rows={3} height={48} />}>{(payments) => <Content payments={payments} />}</Ask>;
}

function Content({ payments }: { payments: Payments }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const { till } = payments;
  return (
    <Panel title={t("till.title")} beside={<State of={till.state === "open" ? "running" : till.state} at={till.state === "open" ? null : till.since} />}>
      <div className={styles.two}>
        <Gauge float={payments.float} paused={till.state === "paused"} />
        <div className={styles.stack}>
          <Text>{t(`till.${till.state}`)}{till.anyway ? ` ${t("till.anyway")}` : ""}</Text>
          {till.state === "open" ? null : <Text size="sm" c="dimmed">{[till.reason, till.code, name(till.by_whom)].filter(Boolean).join(" · ")}</Text>}
          <Group gap="sm">{till.state === "open" ? <Stop payments={payments} /> : <><Resume payments={payments} />{till.state === "paused" ? <Stop payments={payments} /> : null}</>}</Group>
        </div>
      </div>
      {payments.alarms.map((alarm) => (
        <div key={alarm.code} className={styles.after}>
          <Note tone="bad" title={t(`alarm.${alarm.code}`, { defaultValue: alarm.sentence })}>{alarm.remedy}</Note>
        </div>
      ))}
    </Panel>
  );
}

/** `paused`: M-Pesa refused a payment for want of money, whatever the figure says that it told before. */
function Gauge({ float, paused }: { float: Schemas["Float"]; paused: boolean }) {
  const t = useWords("payouts");
  const ask = useMoneyAct((given: { older_than_seconds: number }, headers) => client.POST("/api/v1/payments/float", { headers, body: given }));
  const may = useMay("payouts.release");
  const { percent, state: reckoned } = gauge(float.available ? cents(float.available.amount) : null, cents(float.needed.amount));
  const state = paused && reckoned === "enough" ? "doubted" : reckoned;
  const colour = state === "short" ? "red" : state === "doubted" ? "yellow" : "green";
  return (
    <div className={styles.stack}>
      <dl className={styles.gauge}>
        <div><dt>{t("float.available")}</dt><dd>{float.available ? <Money value={float.available} strong /> : t("float.unknown")}</dd></div>
        <div><dt>{t("float.needed")}</dt><dd><Money value={float.needed} /></dd></div>
        <div><dt>{t("float.waiting")}</dt><dd><Count value={float.waiting} /></dd></div>
        <div><dt>{t("float.underWay")}</dt><dd><Count value={float.under_way} /></dd></div>
      </dl>
      <Progress value={percent} color={colour} aria-label={t("float.gauge")} size="lg" />
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">{t(`float.${state}`)}{float.as_of ? <> · <Since at={float.as_of} /></> : null}</Text>
        {may ? <Button size="xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate({ older_than_seconds: OLDER_SECONDS })}>{t("float.ask")}</Button> : null}
      </Group>
      {ask.data ? <Text size="sm" role="status">{t(ask.data.question === null ? "float.fresh" : "float.asked")}</Text> : null}
      {ask.error ? <ProblemNote problem={ask.error} /> : null}
    </div>
  );
}
