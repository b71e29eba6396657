/** Until when a dispute is to be decided: warm on its last day, red when it has passed. */
import { clock, since } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./disputes.module.css";

const DAY_MS = 86_400_000;

export function Deadline({ by, now = new Date() }: { by: string; now?: Date }) {
  const t = useWords("disputes");
  const left = new Date(by).getTime() - now.getTime();
  const tone = left < 0 ? styles.late : left < DAY_MS ? styles.soon : "";
  return <time dateTime={by} title={clock(by)} className={tone}>{t(left < 0 ? "late" : "by", { when: since(by, now) })}</time>;
}
