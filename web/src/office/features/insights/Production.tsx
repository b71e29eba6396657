/** Milk by day, week or month with the year before in grey; how many members brought it, of all there are. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { count, figure, NONE, type ChartRow } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { Litres, Money } from "@shared/figures/Figures";
import { businessDate, cents, fromCents, litres, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { listOf } from "./answer";
import { Choice, useSpan } from "./Choice";
import { Frame } from "./Frame";
import styles from "./insights.module.css";
import { useStepName } from "./names";
import { Participation } from "./Participation";
import { addressOf, endOf, query, weighings, type Span } from "./span";

type Line = Schemas["Production"];

export function Production() {
  const t = useWords("insights");
  const span = useSpan();
  const asked = api.useQuery("get", "/api/v1/insights/production", { params: { query: { ...query(span), by: span.by } } }, { select: (answer) => listOf(answer) });
  return (
    <Frame title={t("production.title")}>
      <Choice steps />
      <Ask asked={asked} waiting={<Waiting rows={5} height={88} />}
        empty={{ when: ({ items }) => items.every((line) => line.deliveries === 0), show: <Panel><Empty title={t("none")} text={t("noneText")} /></Panel> }}>
        {({ items }) => <Content lines={items} span={span} />}
      </Ask>
      <Participation span={span} />
    </Frame>
  );
}

function Content({ lines, span }: { lines: readonly Line[]; span: Span }) {
  const t = useWords("insights");
  const name = useStepName();
  const rowsOf = (figures: (line: Line) => ChartRow["figures"]): ChartRow[] =>
    lines.map((line) => ({ id: line.start, ...name(line.start, span), figures: figures(line), to: weighings(span, line.start) }));
  // The step that runs may have no milk yet: that is no fall of the line.
  const begun = (line: Line) => line.deliveries > 0 || endOf(line.start, span.by, span.to) < businessDate();
  const address = addressOf("/api/v1/insights/production", { ...query(span), by: span.by });
  return (
    <>
      <Sums lines={lines} span={span} />
      <ChartPanel kind="bars" title={t("production.milk")} of={t(`by.${span.by}`)} file={`milk-${span.from}-${span.to}`} address={address}
        series={[{ name: t("litres"), tone: "now" }, { name: t("yearBefore"), tone: "before" }]}
        rows={rowsOf((line) => [figure(line.litres, litres), figure(line.last_year_litres, litres)])} />
      <div className={styles.two}>
        <ChartPanel kind="lines" title={t("production.members")} of={t(`by.${span.by}`)} file={`members-${span.from}-${span.to}`} address={address} series={[{ name: t("members"), tone: "now" }]} rows={rowsOf((line) => [begun(line) ? count(line.members) : NONE])} />
        <ChartPanel kind="lines" title={t("production.value")} of={t(`by.${span.by}`)} file={`value-${span.from}-${span.to}`} address={address} series={[{ name: t("value"), tone: "now" }]}
          rows={rowsOf((line) => [begun(line) ? figure(line.value.amount, (amount) => money(amount)) : NONE])} />
      </div>
    </>
  );
}

function Sums({ lines, span }: { lines: readonly Line[]; span: Span }) {
  const t = useWords("insights");
  const sum = (of: (line: Line) => string | null) => fromCents(lines.reduce((all, line) => all + cents(of(line) ?? "0"), 0));
  const list = addressOf("/deliveries", query(span));
  const known = lines.filter((line) => line.last_year_litres !== null);
  return (
    <dl className={styles.sums}>
      <div><dt>{t("production.collected")}</dt><dd><Link to={list}><Litres value={sum((line) => line.litres)} /></Link></dd></div>
      <div><dt>{t("production.rejected")}</dt><dd><Link to={`${list}&rejected=yes`}><Litres value={sum((line) => line.rejected_litres)} /></Link></dd></div>
      <div><dt>{t("value")}</dt><dd><Link to={list}><Money value={{ amount: sum((line) => line.value.amount), currency: "KES" }} /></Link></dd></div>
      {known.length > 0 ? <div><dt>{t("yearBefore")}</dt><dd><Litres value={sum((line) => line.last_year_litres)} /></dd></div> : null}
    </dl>
  );
}
