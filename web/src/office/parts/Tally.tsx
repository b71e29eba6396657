/** A few figures in a row, each under its name: what a list comes to. The figures are `<div><dt/><dd/></div>`. */
import type { ReactNode } from "react";

import styles from "./tally.module.css";

export function Tally({ children }: { children: ReactNode }) {
  return <dl className={styles.tally}>{children}</dl>;
}
