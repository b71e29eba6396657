/** How a member's milk goes over the periods: what each statement came to, the year before in grey. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { Ask } from "@office/parts/Ask";
import { Waiting } from "@office/parts/Waiting";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { trendOf } from "./periods";

/** Two years of half-months, so that each of the last ones has its year before. */
const TWO_YEARS = 50;
const CHART_HEIGHT = 320;

export function Trend({ number }: { number: string }) {
  const t = useWords("members");
  const [may, seesRuns] = [useMay("balances.read"), useMay("runs.read")];
  const asked = api.useQuery("get", "/api/v1/members/{number}/statements", { params: { path: { number }, query: { limit: TWO_YEARS } } }, { enabled: may });
  if (!may) return null;
  const page = (run: string) => (seesRuns ? `/settlements/${run}/statements/${encodeURIComponent(number)}` : undefined);
  return (
    <Ask asked={asked} waiting={<Waiting rows={1} height={CHART_HEIGHT} />} empty={{ when: ({ items }) => items.length === 0, show: null }}>
      {({ items }) => (
        <ChartPanel kind="bars" title={t("milk.trend")} of={t("statements.period")} file={`milk-${number.replaceAll("/", "-")}`}
          series={[{ name: t("milk.litres"), tone: "now" }, { name: t("milk.yearBefore"), tone: "before" }]} rows={trendOf(items, ({ run }) => page(run))} />
      )}
    </Ask>
  );
}
