/** A command to copy, so that anybody can check without us. */
import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useWords } from "@shared/words/i18n";

import styles from "./story/story.module.css";

/** Only a page that came over a safe way may write to the clipboard. */
const canCopy = () => "clipboard" in navigator;

export function Command({ text }: { text: string }) {
  const t = useWords("story");
  const { copy, copied } = useClipboard();
  return (
    <span className={styles.command}>
      <code>{text}</code>
      {canCopy() ? <Button size="compact-sm" variant="default" className="no-print" aria-label={t("copyThis", { text })} onClick={() => copy(text)}>{copied ? t("copied") : t("copy")}</Button> : null}
    </span>
  );
}
