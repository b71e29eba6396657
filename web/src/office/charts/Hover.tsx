/** What is said of the place under the pointer: all its figures, in words. */
import styles from "./charts.module.css";
import { isKnown, type ChartRow, type Series } from "./row";

type Props = { active?: boolean; payload?: readonly { payload?: unknown }[]; series: readonly Series[]; rows: readonly ChartRow[] };

export function Hover({ active = false, payload, series, rows }: Props) {
  const id = idOf(payload?.[0]?.payload);
  const row = rows.find((one) => one.id === id);
  if (!active || !row) return null;
  return (
    <div className={styles.hover}>
      <strong>{row.title}</strong>
      {series.map(({ name, tone }, index) => (isKnown(rows, index) ? <div key={name}><span className={`${styles.swatch} ${styles[tone]}`} />{name}: {row.figures[index]?.text ?? "–"}</div> : null))}
    </div>
  );
}

function idOf(payload: unknown): string | null {
  return typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string" ? payload.id : null;
}
