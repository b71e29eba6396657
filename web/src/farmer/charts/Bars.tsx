/** A row of small bars from zero, the largest one written out above it. Readers of screens hear the sum; the list has each. */
import { litres } from "@shared/figures/format";

import styles from "./charts.module.css";

export type Bar = { key: string; label: string; value: number; isFuture?: boolean; isNow?: boolean; before?: number };

type Given = { bars: readonly Bar[]; name: string; write: (value: number) => string };
const HIGH = 100;

export function Bars({ bars, name, write }: Given) {
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.before ?? 0)));
  const width = 100 / Math.max(1, bars.length);
  const high = (value: number) => (value / most) * HIGH;
  const gap = width * 0.15;
  const peak = bars.findIndex((bar) => bar.value === most && most > 1);
  const over = (peak + 0.5) * width;
  return (
    <div className={styles.bars} role="img" aria-label={name}>
      {peak >= 0 ? <span className={styles.peak} style={{ left: `${over}%`, transform: `translateX(-${over}%)` }}>{litres(write(most))}</span> : null}
      <svg viewBox={`0 0 100 ${HIGH}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {bars.map((bar, index) => (
          <g key={bar.key}>
            {bar.before ? <rect className={styles.before} x={index * width + gap / 3} width={width - (2 * gap) / 3} y={HIGH - high(bar.before)} height={high(bar.before)} /> : null}
            <rect className={bar.isNow ? styles.now : bar.isFuture ? styles.future : styles.bar} x={index * width + gap} width={width - 2 * gap}
              y={bar.value ? HIGH - high(bar.value) : HIGH - 1.5} height={bar.value ? high(bar.value) : 1.5} />
          </g>
        ))}
      </svg>
      <div className={styles.labels} aria-hidden="true">
        {bars.map((bar, index) => <span key={bar.key}>{isLabelled(index, bars.length) ? bar.label : ""}</span>)}
      </div>
    </div>
  );
}

/** All labels of a few bars, else about every fifth and both ends. */
function isLabelled(index: number, count: number): boolean {
  if (count <= 7) return true;
  return index === 0 || index === count - 1 || (index % Math.ceil(count / 4) === 0 && index < count - 2);
}
