/** Bars from zero; what was before stands in grey behind, wider, so that both are seen. A bar leads to its list. */
import { useNavigate } from "react-router";
import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import type { ChartProps } from ".";
import { Hover } from "./Hover";
import { isKnown, short } from "./row";
import { AXIS, FILL, MARGIN } from "./tokens";

/** With more bars their figures would touch. */
const LABELLED = 16;
/** Up to here the axis ends at the next whole figure, so that small bars are not lost below it. */
const SMALL = 4;

export default function BarDays({ rows, series, height }: ChartProps) {
  const go = useNavigate();
  const data = rows.map((row) => ({ id: row.id, label: row.label, now: row.figures[0]?.height ?? null, before: row.figures[1]?.height ?? null }));
  const lead = (index: number) => {
    const to = rows[index]?.to;
    if (to) void go(to);
  };
  const most = Math.max(0, ...data.map(({ now, before }) => Math.max(now ?? 0, before ?? 0)));
  const top = most <= SMALL ? Math.max(1, Math.ceil(most)) : "auto";
  const few = rows.length <= LABELLED;
  const pressed = rows.some((row) => row.to) ? "pointer" : "default";
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
      <BarChart data={data} margin={MARGIN} accessibilityLayer={false} style={{ cursor: pressed }} barCategoryGap="20%">
        <YAxis domain={[0, top]} tick={AXIS} tickFormatter={short} axisLine={false} tickLine={false} width={48} allowDecimals={false} />
        <XAxis xAxisId="now" dataKey="id" tickFormatter={(id: string) => rows.find((row) => row.id === id)?.label ?? ""} tick={AXIS} axisLine={{ stroke: "var(--line-strong)" }} tickLine={false} minTickGap={8} />
        <XAxis xAxisId="before" dataKey="id" hide height={0} />
        <Tooltip cursor={{ fill: "var(--raised)" }} isAnimationActive={false} content={<Hover series={series} rows={rows} />} />
        {isKnown(rows, 1) ? <Bar xAxisId="before" dataKey="before" maxBarSize={56} fill="var(--line)" stroke="var(--line-strong)" strokeWidth={0.5} isAnimationActive={false} onClick={(_, index) => lead(index)} /> : null}
        <Bar xAxisId="now" dataKey="now" fill={FILL.now} maxBarSize={isKnown(rows, 1) ? 32 : 56} isAnimationActive={false} onClick={(_, index) => lead(index)}>
          {few ? <LabelList dataKey="now" position="top" formatter={(value) => (typeof value === "number" && value > 0 ? short(value >= 100 ? Math.round(value) : value) : "")} fill="var(--ink)" fontSize={12} /> : null}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
