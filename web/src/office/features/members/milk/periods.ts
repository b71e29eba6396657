/** The litres of a member's last pay periods, each beside the same period of the year before. */
import { figure, type ChartRow } from "@office/charts/row";
import type { Schemas } from "@shared/api/client";
import { litres } from "@shared/figures/format";

type Statement = Schemas["Statement"];
const MOST = 12;

/** "2026-11-A" → "2025-11-A" */
const yearBefore = (period: string) => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

/** From the oldest to the newest; `latest` stand with the newest first, as the API lists them. */
export function trendOf(latest: readonly Statement[], to: (statement: Statement) => string | undefined): ChartRow[] {
  const known = new Map(latest.map((one) => [one.period, one.litres]));
  return latest.slice(0, MOST).toReversed().map((one) => {
    const page = to(one);
    return {
      id: one.period, label: one.period.slice(2), title: one.period, ...(page ? { to: page } : {}),
      figures: [figure(one.litres, litres), figure(known.get(yearBefore(one.period)), litres)],
    };
  });
}
