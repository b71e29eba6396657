/** The keys of this screen in one quiet line; people who need none do not see it (a phone has no keys). */
import { Kbd } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import styles from "./record.module.css";

const KEYS = [["Space", "next"], ["Enter", "record"], ["Esc", "clear"], ["F2", "member"], ["F4", "more"], ["F8", "reject"], ["F9", "scale"]] as const;

export function KeysLine() {
  const t = useWords("record");
  return (
    <p className={styles.keys}>
      {KEYS.map(([key, what]) => <span key={key}><Kbd size="xs">{key}</Kbd> {t(`keys.${what}`)}</span>)}
    </p>
  );
}
