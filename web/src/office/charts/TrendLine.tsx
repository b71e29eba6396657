/** Lines from zero, each with its name at its end; what was before is grey and dotted. */
import { useNavigate } from "react-router";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";

import type { ChartProps } from ".";
import { apart } from "./ends";
import { Hover } from "./Hover";
import { isKnown, short } from "./row";
import { AXIS, DASHES, FILL, MARGIN } from "./tokens";

const LETTER = 7;

export default function TrendLine({ rows, series, height }: ChartProps) {
  const go = useNavigate();
  const keys = series.map((_, index) => `line${index}`);
  const data = rows.map((row) => ({ id: row.id, ...Object.fromEntries(keys.map((key, index) => [key, row.figures[index]?.height ?? null])) }));
  // One line alone is named by the chart's title.
  const known = series.filter((_, index) => isKnown(rows, index));
  const named = known.length > 1;
  const right = named ? Math.max(...known.map(({ name }) => name.length)) * LETTER + MARGIN.right : MARGIN.right;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
      <LineChart data={data} margin={{ ...MARGIN, right }} accessibilityLayer={false}
        onClick={({ activeTooltipIndex }) => { const to = rows[Number(activeTooltipIndex)]?.to; if (to) void go(to); }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <YAxis domain={[0, "auto"]} tick={AXIS} tickFormatter={short} axisLine={false} tickLine={false} width={48} />
        <XAxis dataKey="id" tickFormatter={(id: string) => rows.find((row) => row.id === id)?.label ?? ""} tick={AXIS} axisLine={{ stroke: "var(--line-strong)" }} tickLine={false} minTickGap={16} />
        <Tooltip cursor={{ stroke: "var(--line-strong)" }} isAnimationActive={false} content={<Hover series={series} rows={rows} />} />
        {series.map(({ name, tone }, index) => (isKnown(rows, index) ? (
          <Line key={name} dataKey={keys[index] ?? ""} stroke={FILL[tone]} strokeWidth={tone === "now" ? 2.5 : 2} strokeDasharray={DASHES[tone]} dot={rows.length === 1} connectNulls isAnimationActive={false} />
        ) : null))}
        {named ? <Names rows={rows} series={series} /> : null}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Each line's name behind its last figure. */
function Names({ rows, series }: Pick<ChartProps, "rows" | "series">) {
  const [across, down, area] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  if (!across || !down || !area) return null;
  const lasts = series.map((_, index) => rows.findLast((row) => typeof row.figures[index]?.height === "number"));
  const heights = apart(lasts.map((row, index) => (row ? (down(row.figures[index]?.height) ?? null) : null)), area.y, area.y + area.height);
  return (
    <g>
      {series.map(({ name, tone }, index) => (heights[index] === null ? null : (
        <text key={name} x={(across(lasts[index]?.id) ?? 0) + 8} y={heights[index]} dy={4} fill={tone === "before" ? "var(--ink-soft)" : FILL[tone]} fontSize={12} fontWeight={600}>{name}</text>
      )))}
    </g>
  );
}
