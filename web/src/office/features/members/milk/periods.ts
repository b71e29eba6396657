/** The litres of a member's last pay periods, or months, each beside the same of the year before. */
import { figure, type ChartRow } from "@office/charts/row";
import type { Schemas } from "@shared/api/client";
import { litres } from "@shared/figures/format";

import { monthsLater, nameOf, thisMonth } from "./month";

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

/** The months up to this one, from the first with milk on: one between without any is a bar of nothing. */
export function monthsOf(found: readonly Schemas["MilkOfMonth"][], to: (month: string) => string, now = thisMonth()): ChartRow[] {
  const [known, first] = [new Map(found.map((one) => [one.month, one.litres])), found[0]?.month ?? now];
  const months = Array.from({ length: MOST }, (_, back) => monthsLater(now, back + 1 - MOST)).filter((month) => month >= first);
  return months.map((month) => ({
    id: month, label: nameOf(month, "short"), title: nameOf(month, "long"), to: to(month),
    figures: [figure(known.get(month) ?? "0", litres), figure(known.get(monthsLater(month, -MOST)), litres)],
  }));
}
