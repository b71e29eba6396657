/** What is known, name by name. What is not known says so. */
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import styles from "./members.module.css";

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const t = useWords("members");
  const nothing = children === null || children === undefined || children === "";
  return (
    <>
      <dt>{name}</dt>
      <dd>{nothing ? <span className={styles.soft}>{t("unknown")}</span> : children}</dd>
    </>
  );
}
