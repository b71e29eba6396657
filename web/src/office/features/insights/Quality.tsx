/** How good the milk was, by centre or by route: what was rejected, what was read, what failed. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { figure } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { SegmentedControl } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Count, Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { listOf } from "./answer";
import { Choice, useSpan } from "./Choice";
import { Frame } from "./Frame";
import { addressOf } from "./span";

type Line = Schemas["QualityOf"];
const NONE = "–";

export function Quality() {
  const t = useWords("insights");
  const [search, setSearch] = useSearchParams();
  const { from, to } = useSpan();
  const by = search.get("of") === "route" ? "route" : "centre";
  const asked = api.useQuery("get", "/api/v1/insights/quality", { params: { query: { from, to, by } } }, { select: (answer) => listOf(answer) });
  const choose = (of: string) => setSearch((now) => { const next = new URLSearchParams(now); next.set("of", of); return next; }, { replace: true });
  return (
    <Frame title={t("quality.title")} actions={<SegmentedControl aria-label={t("quality.by")} data={[{ value: "centre", label: t("centre") }, { value: "route", label: t("route") }]} value={by} onChange={choose} />}>
      <Choice centre={false} />
      <Ask asked={asked} waiting={<Waiting rows={5} height={64} />} empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("none")} text={t("noneText")} /></Panel> }}>
        {({ items }) => <Content lines={items} by={by} from={from} to={to} />}
      </Ask>
    </Frame>
  );
}

function Content({ lines, by, from, to }: { lines: readonly Line[]; by: "centre" | "route"; from: string; to: string }) {
  const t = useWords("insights");
  const lead = (line: Line) => addressOf("/deliveries", { from, to, [by]: line.code });
  const percent = (value: string | null) => (value === null ? NONE : `${value} %`);
  const columns: Column<Line>[] = [
    { id: "name", title: t(by), gives: true, cell: (line) => line.name },
    { id: "litres", title: t("litres"), figure: true, minor: true, cell: (line) => <Litres value={line.litres} /> },
    { id: "rejected", title: t("quality.rejected"), figure: true, minor: true, cell: (line) => <Litres value={line.rejected_litres} /> },
    { id: "share", title: t("quality.share"), figure: true, cell: (line) => percent(line.rejected_share) },
    { id: "fat", title: t("quality.fat"), figure: true, cell: (line) => percent(line.fat_percent) },
    { id: "snf", title: t("quality.snf"), figure: true, cell: (line) => percent(line.snf_percent) },
    { id: "tested", title: t("quality.tested"), figure: true, minor: true, cell: (line) => <Count value={line.tested} /> },
    { id: "failed", title: t("quality.failed"), figure: true, minor: true, cell: (line) => <Count value={line.failed_tests} /> },
  ];
  return (
    <>
      <ChartPanel kind="bars" title={t("quality.chart")} of={t(by)} file={`quality-${from}-${to}`} address={addressOf("/api/v1/insights/quality", { from, to, by })} series={[{ name: t("quality.share"), tone: "now" }]}
        rows={lines.map((line) => ({ id: line.code, label: line.code, title: line.name, figures: [figure(line.rejected_share, (share) => `${share} %`)], to: `${lead(line)}&rejected=yes` }))} />
      <Panel title={t("quality.table")} flush><DataTable caption={t("quality.table")} columns={columns} rows={lines} rowKey={(line) => line.code} to={lead} /></Panel>
    </>
  );
}
