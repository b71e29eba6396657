/** The litres of the last fourteen days as bars, the same weekdays a year before in grey behind them. */
import { api } from "@shared/api/client";
import { daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Ask } from "../../parts/Ask";
import { DayBars, type DayBar } from "../../parts/DayBars";
import { Waiting } from "../../parts/Waiting";

const DAYS = 14;
/** The same weekday a year before. */
const YEAR = 364;

export function TwoWeeks({ date }: { date: string }) {
  const t = useWords("home");
  const from = daysLater(date, 1 - DAYS);
  const now = api.useQuery("get", "/api/v1/dashboard/trends", { params: { query: { from, to: date } } });
  const then = api.useQuery("get", "/api/v1/dashboard/trends", {
    params: { query: { from: daysLater(from, -YEAR), to: daysLater(date, -YEAR) } },
  });
  const before = new Map(then.data?.items.map((item) => [daysLater(item.date, YEAR), item.milk.litres]));
  return (
    <Ask asked={now} waiting={<Waiting rows={1} height={220} />}>
      {(trend) => {
        const litres = new Map(trend.items.map((item) => [item.date, item.milk.litres]));
        const bars: DayBar[] = Array.from({ length: DAYS }, (_, index) => {
          const at = daysLater(from, index);
          return { date: at, litres: litres.get(at) ?? "0", before: before.get(at) ?? null };
        });
        return <DayBars bars={bars} caption={t("twoWeeks.title")} to={(bar) => `/deliveries?from=${bar.date}&to=${bar.date}`} />;
      }}
    </Ask>
  );
}
