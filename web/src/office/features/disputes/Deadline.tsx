/** Until when a dispute is to be decided: warm on its last day, red when it has passed. */
import { clock, since } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import { urgency } from "./dispute";

export function Deadline({ by }: { by: string }) {
  const t = useWords("disputes");
  const urgent = urgency(by);
  return <time dateTime={by} title={clock(by)} className={urgent ? styles[urgent] : undefined}>{t(urgent === "late" ? "late" : "by", { when: since(by) })}</time>;
}
