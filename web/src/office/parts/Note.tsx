/** A sentence that must not be overlooked, and is no fault: warm, or red where something is to be done at once. */
import type { ReactNode } from "react";

import styles from "./note.module.css";

export function Note({ title, tone = "warm", children }: { title: string; tone?: "warm" | "bad" | "good"; children?: ReactNode }) {
  return (
    <div className={`${styles.note} ${styles[tone]}`} role="note">
      <strong className={styles.title}>{title}</strong>
      {children ? <div>{children}</div> : null}
    </div>
  );
}
