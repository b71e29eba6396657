/**
 * Litres of days as bars from zero, another year's in grey behind, the figure over each bar where there is room.
 * Each bar leads to its day; for readers of screens it is a table.
 */
import { cents, day, grouped, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./daybars.module.css";

export type DayBar = { date: string; litres: string; before?: string | null };
type Props = { bars: readonly DayBar[]; caption: string; to?: (bar: DayBar) => string };

/** Of one member's milk the tenths count; of a centre's they only crowd. In hundredths of a litre. */
const FEW = 10_000;

export function DayBars({ bars, caption, to }: Props) {
  const t = useWords("parts");
  const most = Math.max(1, ...bars.map((bar) => Math.max(cents(bar.litres), cents(bar.before ?? "0"))));
  const isKnown = (value: string | null | undefined): value is string => cents(value ?? "0") > 0;
  const height = (value: string) => `${(cents(value) * 100) / most}%`;
  return (
    <figure className={styles.figure}>
      <ol className={styles.bars} aria-label={caption}>
        {bars.map((bar) => {
          const words = `${day(bar.date)}: ${litres(bar.litres)}${isKnown(bar.before) ? `, ${t("bars.before", { litres: litres(bar.before) })}` : ""}`;
          const inner = (
            <>
              <span className={styles.value} aria-hidden="true">{cents(bar.litres) === 0 ? "" : most < FEW ? grouped(bar.litres.replace(/0+$/, "").replace(/\.$/, ""), 1) : Math.round(cents(bar.litres) / 100)}</span>
              <span className={styles.pair} aria-hidden="true">
                {isKnown(bar.before) ? <span className={styles.before} style={{ height: height(bar.before) }} /> : null}
                <span className={styles.now} style={{ height: height(bar.litres) }} />
              </span>
              <span className={styles.day} aria-hidden="true">{Number(bar.date.slice(8))}</span>
              <span className="only-read">{words}</span>
            </>
          );
          return (
            <li key={bar.date} title={words}>
              {to ? <Link to={to(bar)} className={styles.bar}>{inner}</Link> : <span className={styles.bar}>{inner}</span>}
            </li>
          );
        })}
      </ol>
      {bars.some((bar) => isKnown(bar.before)) ? <figcaption className={styles.legend}><span className={styles.swatch} />{t("bars.lastYear")}</figcaption> : null}
    </figure>
  );
}
