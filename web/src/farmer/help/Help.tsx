/** Help without much reading: a sign, a few words, one sentence. */
import { useWords } from "@shared/words/i18n";

import { Icon, type IconName } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import styles from "./help.module.css";

type Tone = "good" | "warm" | "calm";
const TOPICS = [
  ["confirm", "check", "good"], ["dispute", "cross", "warm"], ["silence", "clock", "calm"], ["fair", "hand", "good"], ["paid", "money", "good"],
  ["offline", "offline", "calm"], ["sms", "phone", "calm"], ["lost", "lock", "warm"], ["secret", "eye", "warm"], ["office", "home", "calm"],
] as const satisfies readonly (readonly [string, IconName, Tone])[];

export default function Help() {
  const t = useWords("help");
  return (
    <Screen title={t("title")} back="me">
      <ul className={styles.topics}>
        {TOPICS.map(([topic, icon, tone]) => (
          <li key={topic} className={styles[tone]}>
            <span className={styles.sign}><Icon name={icon} large /></span>
            <div>
              <h2>{t(`${topic}.title`)}</h2>
              <p>{t(`${topic}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
