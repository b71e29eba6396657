/** How many days after its last day each run was paid. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { count } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { Clock, Count, Day, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { listOf } from "./answer";
import { Frame } from "./Frame";
import styles from "./insights.module.css";

type Line = Schemas["Timeliness"];

export function Timeliness() {
  const t = useWords("insights");
  const asked = api.useQuery("get", "/api/v1/insights/timeliness", { params: { query: { limit: 24 } } }, { select: (answer) => listOf(answer) });
  const runs = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 100 } } });
  const ids = new Map(runs.data?.items.filter((run) => run.state !== "discarded").map((run) => [run.period, run.id]));
  const lead = (line: Line) => (ids.has(line.period) ? `/settlements/${ids.get(line.period)}` : "/settlements");
  return (
    <Frame title={t("pay.title")}>
      <Ask asked={asked} waiting={<Waiting rows={5} height={64} />} empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("pay.none")} text={t("pay.noneText")} /></Panel> }}>
        {({ items }) => (
          <>
            <ChartPanel kind="bars" title={t("pay.chart")} of={t("pay.period")} file="timeliness" address="/api/v1/insights/timeliness" note={t("pay.note")}
              series={[{ name: t("pay.first"), tone: "now" }, { name: t("pay.last"), tone: "before" }]}
              rows={items.toReversed().map((line) => ({ id: line.period, label: line.period.slice(2), title: line.period, figures: [count(line.days_to_first), count(line.days_to_last)], to: lead(line) }))} />
            <Table lines={items} lead={lead} />
          </>
        )}
      </Ask>
    </Frame>
  );
}

function Table({ lines, lead }: { lines: readonly Line[]; lead: (line: Line) => string }) {
  const t = useWords("insights");
  const columns: Column<Line>[] = [
    { id: "period", title: t("pay.period"), cell: (line) => <span className={styles.line}>{line.period}</span> },
    { id: "cut", title: t("pay.cutOff"), minor: true, cell: (line) => <Day date={line.cut_off_day} /> },
    { id: "approved", title: t("pay.approved"), minor: true, cell: (line) => (line.approved_at ? <Clock at={line.approved_at} /> : "–") },
    { id: "first", title: t("pay.firstAfter"), figure: true, minor: true, cell: (line) => line.days_to_first ?? "–" },
    { id: "last", title: t("pay.lastAfter"), figure: true, cell: (line) => line.days_to_last ?? "–" },
    { id: "paid", title: t("pay.paid"), figure: true, minor: true, cell: (line) => <Count value={line.paid} /> },
    { id: "unpaid", title: t("pay.unpaid"), figure: true, minor: true, cell: (line) => <Count value={line.unpaid} /> },
    { id: "amount", title: t("pay.amount"), figure: true, cell: (line) => <Money value={line.amount} strong /> },
  ];
  return <Panel title={t("pay.runs")} flush><DataTable caption={t("pay.runs")} columns={columns} rows={lines} rowKey={(line) => line.period} to={lead} /></Panel>;
}
