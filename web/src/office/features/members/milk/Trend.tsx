/**
 * How a member's milk goes, the year before in grey: over the periods, what each statement came to; by month for who
 * reads no statements.
 */
import { ChartPanel } from "@office/charts/ChartPanel";
import type { ChartRow } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { Waiting } from "@office/parts/Waiting";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useMemo } from "react";

import { pageOf } from "../member";
import { monthsOf, trendOf } from "./periods";

/** Two years of half-months, so that each of the last ones has its year before. */
const TWO_YEARS = 50;
const CHART_HEIGHT = 320;
type Props = { number: string };

export function Trend({ number }: Props) {
  return useMay("runs.read") ? <ByPeriod number={number} /> : <ByMonth number={number} />;
}

function ByPeriod({ number }: Props) {
  const t = useWords("members");
  const asked = api.useQuery("get", "/api/v1/members/{number}/statements", { params: { path: { number }, query: { limit: TWO_YEARS } } });
  const rows = useMemo(() => asked.data && trendOf(asked.data.items, ({ run }) => `/settlements/${run}/statements/${encodeURIComponent(number)}`), [asked.data, number]);
  return <Bars asked={{ ...asked, data: rows }} number={number} title={t("milk.trend")} of={t("statements.period")} />;
}

function ByMonth({ number }: Props) {
  const t = useWords("members");
  const asked = api.useQuery("get", "/api/v1/members/{number}/milk", { params: { path: { number } } });
  const rows = useMemo(() => asked.data && (asked.data.items.length > 0 ? monthsOf(asked.data.items, (month) => `${pageOf(number)}?tab=milk&month=${month}`) : []), [asked.data, number]);
  return <Bars asked={{ ...asked, data: rows }} number={number} title={t("milk.byMonth")} of={t("milk.month")} />;
}

type Asked = Parameters<typeof Ask<ChartRow[]>>[0]["asked"];

function Bars({ asked, number, title, of }: Props & { asked: Asked; title: string; of: string }) {
  const t = useWords("members");
  const series = [{ name: t("milk.litres"), tone: "now" }, { name: t("milk.yearBefore"), tone: "before" }] as const;
  return (
    <Ask asked={asked} waiting={<Waiting rows={1} height={CHART_HEIGHT} />} empty={{ when: (rows) => rows.length === 0, show: null }}>
      {(rows) => <ChartPanel kind="bars" title={title} of={of} file={`milk-${number.replaceAll("/", "-")}`} series={series} rows={rows} />}
    </Ask>
  );
}
