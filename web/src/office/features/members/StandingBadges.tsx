/** How a membership stands, and what of it an official should know, each as a word with its dot. */
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { standing, type Entry } from "./member";
import styles from "./members.module.css";

export function StandingBadges({ member }: { member: Entry }) {
  const t = useWords("members");
  const now = standing(member);
  const waits = member.phone_proposed_by ?? member.lift_proposed_by ?? member.erasure_proposed_by;
  return (
    <span className={styles.badges}>
      {now === "erased" ? <Mark tone="calm" word={t("forgotten")} /> : <State of={now} />}
      {waits ? <State of="proposed" /> : null}
      {member.restricted ? <Mark tone="warm" word={t("restricted")} /> : null}
      {member.phone_of_official ? <Mark tone="warm" word={t("phoneOfOfficial")} /> : null}
    </span>
  );
}

export function Mark({ word, tone }: { word: string; tone: "calm" | "warm" | "good" | "bad" }) {
  return <span className={`${styles.mark} ${styles[tone]}`}><span className={styles.dot} aria-hidden="true" />{word}</span>;
}
