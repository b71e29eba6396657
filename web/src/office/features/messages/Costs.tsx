/** What a month's messages cost: against its limit, and what it will come to. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Tally } from "@office/parts/Tally";
import { Waiting } from "@office/parts/Waiting";
import { Stack, TextInput } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Clock, Count, Money } from "@shared/figures/Figures";
import { businessDate, cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./messages.module.css";

type Answer = Schemas["MessageCosts"];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function Costs({ month, choose }: { month: string | null; choose: (month: string | null) => void }) {
  const t = useWords("messages");
  const now = businessDate().slice(0, 7);
  const shown = month && MONTH.test(month) ? month : now;
  const asked = api.useQuery("get", "/api/v1/messages/costs", { params: { query: { month: shown } } });
  return (
    <Panel title={t("costs")} beside={<TextInput type="month" aria-label={t("month")} size="xs" value={shown} max={now} onChange={(event) => choose(event.currentTarget.value === now ? null : event.currentTarget.value)} />}>
      <Ask asked={asked} waiting={<Waiting rows={2} height={40} />}>{(costs) => <Stack><Sums costs={costs} /><Kinds costs={costs} /></Stack>}</Ask>
    </Panel>
  );
}

function Sums({ costs }: { costs: Answer }) {
  const t = useWords("messages");
  const last = costs.alarms.at(-1);
  const share = costs.cap ? Math.min(100, Math.floor((cents(costs.cost.amount) * 100) / Math.max(1, cents(costs.cap.amount)))) : null;
  return (
    <>
      {costs.spent ? <Note tone="bad" title={t("spent")}>{t("spentText")}</Note> : last ? <Note title={t("alarm", { percent: last.percent })}><Clock at={last.at} /></Note> : null}
      <Tally>
        <div><dt>{t("cost")}</dt><dd><Money value={costs.cost} /></dd></div>
        <div><dt>{t("limit")}</dt><dd>{costs.cap ? <Money value={costs.cap} /> : t("noLimit")}</dd></div>
        {costs.forecast ? <div><dt>{t("forecast")}</dt><dd><Money value={costs.forecast} /></dd></div> : null}
        <div><dt>{t("count")}</dt><dd><Count value={costs.messages} /></dd></div>
        <div><dt>{t("inApp")}</dt><dd><Count value={costs.shown} />{costs.saved && cents(costs.saved.amount) > 0 ? <small> {t("savedBy")} <Money value={costs.saved} /></small> : null}</dd></div>
      </Tally>
      {share === null ? null : <progress className={styles.gauge} max={100} value={share} aria-label={t("used", { percent: share })} />}
    </>
  );
}

function Kinds({ costs }: { costs: Answer }) {
  const t = useWords("messages");
  const m = useWords("message");
  const columns: Column<Schemas["KindCost"]>[] = [
    { id: "kind", title: t("kind"), cell: (one) => m(`kinds.${one.kind}`, { defaultValue: one.kind.replaceAll("-", " ") }) },
    { id: "messages", title: t("count"), figure: true, cell: (one) => <Count value={one.messages} /> },
    { id: "parts", title: t("parts"), figure: true, cell: (one) => <Count value={one.parts} /> },
    { id: "shown", title: t("inApp"), figure: true, cell: (one) => <Count value={one.shown} /> },
    { id: "cost", title: t("cost"), figure: true, cell: (one) => <Money value={one.cost} strong /> },
  ];
  if (costs.kinds.length === 0) return null;
  return <details className={styles.more}><summary>{t("byKind")}</summary><DataTable caption={t("byKind")} columns={columns} rows={costs.kinds} rowKey={(one) => one.kind} /></details>;
}
