/** Why, as the farmer will read it: a chip in the farmer's language, or words of one's own. */
import { Textarea } from "@mantine/core";
import { useWords, type Language } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import { explanations, type Choice } from "./told";

type Props = { language: Language; choice: Choice; words: string; say: (words: string) => void; missing: boolean };

export function Explanation({ language, choice, words, say, missing }: Props) {
  const t = useWords("disputes");
  return (
    <div className={styles.why}>
      <div className={styles.chips} role="group" aria-label={t("chips")} lang={language}>
        {explanations(language, choice).map((one) => (
          <button key={one} type="button" className={styles.chip} aria-pressed={words === one} onClick={() => say(one)}>{one}</button>
        ))}
      </div>
      <Textarea label={t("why")} description={t(`whyText.${language}`)} value={words} maxLength={500} autosize minRows={1} lang={language}
        error={missing ? t("noWhy") : undefined} onChange={(event) => say(event.currentTarget.value)} />
    </div>
  );
}
