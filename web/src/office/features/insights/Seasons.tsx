/** The months of the year beside the same months a year before: when milk is plenty, and when it is not. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { figure, NONE } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { CentreField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { businessDate, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { listOf } from "./answer";
import { Frame } from "./Frame";
import styles from "./insights.module.css";
import { monthName } from "./names";
import { addressOf, query, weighings, type Span } from "./span";

export function Seasons() {
  const t = useWords("insights");
  const [search, setSearch] = useSearchParams();
  const today = businessDate();
  const span: Span = { by: "month", from: yearBefore(today), to: today, centre: search.get("centre") ?? "" };
  const asked = api.useQuery("get", "/api/v1/insights/production", { params: { query: { ...query(span), by: "month" } } }, { select: (answer) => listOf(answer) });
  return (
    <Frame title={t("seasons.title")}>
      <div className={styles.choice}><CentreField label={t("centre")} value={span.centre} onChange={(centre) => setSearch(centre ? { centre } : {})} /></div>
      <Ask asked={asked} waiting={<Waiting rows={3} height={88} />}
        empty={{ when: ({ items }) => items.every(isEmpty), show: <Panel><Empty title={t("seasons.none")} text={t("noneText")} /></Panel> }}>
        {({ items }) => {
          // Before the first milk there is none to compare with: no line at zero.
          const first = items.findIndex((line) => Number(line.litres) > 0);
          return (
            <ChartPanel kind="lines" title={t("seasons.milk")} of={t("by.month")} file={`seasons-${span.to}`} address={addressOf("/api/v1/insights/production", { ...query(span), by: "month" })}
              note={t("seasons.note")} series={[{ name: t("seasons.now"), tone: "now" }, { name: t("yearBefore"), tone: "before" }]}
              rows={items.map((line, index) => ({
                id: line.start, label: monthName(line.start, "short"), title: monthName(line.start, "long"), figures: [index < first || first < 0 ? NONE : figure(line.litres, litres), figure(line.last_year_litres, litres)], to: weighings(span, line.start),
              }))} />
          );
        }}
      </Ask>
    </Frame>
  );
}

const isEmpty = (line: Schemas["Production"]) => Number(line.litres) === 0 && Number(line.last_year_litres) === 0;

/** The first day of the same month a year before: twelve months and the one that runs. */
const yearBefore = (date: string) => `${Number(date.slice(0, 4)) - 1}${date.slice(4, 8)}01`;
