/** Lines from zero, each with its name at its end; what was before is grey and dotted. */
import { useNavigate } from "react-router";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import type { ChartProps } from ".";
import { Hover } from "./Hover";
import { isKnown, short } from "./row";
import { AXIS, DASHES, FILL, MARGIN } from "./tokens";

const LETTER = 7;

export default function TrendLine({ rows, series, height }: ChartProps) {
  const go = useNavigate();
  const keys = series.map((_, index) => `line${index}`);
  const data = rows.map((row) => ({ id: row.id, ...Object.fromEntries(keys.map((key, index) => [key, row.figures[index]?.height ?? null])) }));
  const lasts = series.map((_, index) => rows.findLastIndex((row) => row.figures[index]?.height !== null));
  const ends = apart(series.map((_, index) => rows[lasts[index] ?? -1]?.figures[index]?.height ?? null));
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
          <Line key={name} dataKey={keys[index] ?? ""} stroke={FILL[tone]} strokeWidth={tone === "now" ? 2.5 : 2} strokeDasharray={DASHES[tone]} dot={rows.length === 1} connectNulls isAnimationActive={false}
            label={({ x, y, index: at }) => (named && at === lasts[index] ? (
              <text x={Number(x) + 8} y={Number(y) + (ends[index] ?? 0)} dy={4} fill={tone === "before" ? "var(--ink-soft)" : FILL[tone]} fontSize={12} fontWeight={600}>{name}</text>
            ) : <g />)} />
        ) : null))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Names of lines that end at nearly the same height are moved apart, in pixels: the higher one up. */
function apart(ends: readonly (number | null)[]): number[] {
  const most = Math.max(1, ...ends.map((end) => end ?? 0));
  return ends.map((end, index) => {
    if (end === null) return 0;
    const close = ends.flatMap((other, at) => (at !== index && other !== null && Math.abs(other - end) / most < 0.08 ? [{ other, at }] : []));
    const below = close.filter(({ other, at }) => other > end || (other === end && at < index)).length;
    return close.length === 0 ? 0 : below * 16 - close.length * 8;
  });
}
