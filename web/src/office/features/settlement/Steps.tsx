/** The way of a run from its period to the last payment: what is behind, where it stands, what is ahead. */
import { Clock, Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { standing, STEPS, type RunStory, type Step } from "./run";
import styles from "./settlement.module.css";

export function Steps({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const notes: Record<Step, ReactNode> = {
    period: <Day date={run.period_end} short />,
    prepared: run.prepared_at ? <Clock at={run.prepared_at} /> : null,
    review: null,
    approval: run.approved_at ? <Clock at={run.approved_at} /> : null,
    paying: null,
    done: run.completed_at ? <Clock at={run.completed_at} /> : null,
  };
  return (
    <ol className={styles.steps} aria-label={t("steps.title")}>
      {STEPS.map((step, place) => {
        const stands = standing(run, step);
        return (
          <li key={step} className={`${styles.step} ${styles[stands]}`} aria-current={stands === "now" ? "step" : undefined}>
            <span className={styles.mark} aria-hidden>{stands === "past" ? <IconCheck size={14} stroke={3} /> : place + 1}</span>
            <span className={styles.words}>
              <span className={styles.stepName}>{t(`steps.${step}`)}<span className="only-read"> {t(`steps.${stands}`)}</span></span>
              <span className={styles.note}>{notes[step]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
