/** What it was, and what it will be. */
import { useWords } from "@shared/words/i18n";

import styles from "../members.module.css";

export function Change({ before, after }: { before: string | null; after: string }) {
  const t = useWords("members");
  return (
    <p className={styles.change}>
      <del>{before ?? t("unknown")}</del><span aria-hidden="true">→</span><ins><strong>{after}</strong></ins>
    </p>
  );
}
