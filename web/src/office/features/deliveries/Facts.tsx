/** Names and what is known under them; what is not known is left out. */
import { Fragment, type ReactNode } from "react";

import styles from "./deliveries.module.css";

export type Fact = [name: string, value: ReactNode | null];

export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {of.filter(([, value]) => value !== null && value !== "").map(([name, value]) => <Fragment key={name}><dt>{name}</dt><dd>{value}</dd></Fragment>)}
    </dl>
  );
}
