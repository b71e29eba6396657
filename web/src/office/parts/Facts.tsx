/** Names and their values, one under the other: what is known of one thing. */
import type { ReactNode } from "react";

import styles from "./facts.module.css";

export type FactRow = readonly [name: string, value: ReactNode];

/** Rows without a value (null, undefined, false, "") are left out. */
export function Facts({ rows, wide = false }: { rows: readonly FactRow[]; wide?: boolean }) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "");
  return (
    <dl className={`${styles.facts} ${wide ? styles.wide : ""}`}>
      {known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
