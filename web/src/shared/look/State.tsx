/** A state has one shape everywhere: a coloured dot, a word, and since when. */
import { Since } from "../figures/Figures";
import { useWords } from "../words/i18n";
import styles from "./state.module.css";

export type Tone = "calm" | "good" | "warm" | "bad" | "open";

/** The tone of each state there is. What is not listed is calm. */
export const TONES: Record<string, Tone> = {
  recorded: "open", confirmed: "good", disputed: "warm", lapsed: "calm", resolved: "good", voided: "calm", rejected: "bad",
  opened: "open", preparing: "open", prepared: "warm", approved: "good", paying: "open", completed: "good", discarded: "calm",
  requested: "open", held: "warm", submitted: "open", paid: "good", failed: "bad", unknown: "warm", review: "warm",
  proposed: "warm", refused: "calm", active: "good", suspended: "warm", left: "calm", pending: "open",
  waiting: "open", sent: "open", delivered: "good", stopped: "bad", paused: "warm", running: "good",
  accepted: "open", outcome_unknown: "warm", failure_reported: "warm", needs_review: "warm", handed_over: "open", open: "good",
  sealed: "open", cancelled: "calm", closed: "good", done: "good", asking: "warm",
};

export function State({ of, at, tone }: { of: string; at?: string | null | undefined; tone?: Tone }) {
  const t = useWords("states");
  return (
    <span className={`${styles.state} ${styles[tone ?? TONES[of] ?? "calm"]}`}>
      <span className={styles.dot} aria-hidden="true" />
      <span>{t(of, { defaultValue: of })}</span>
      {at ? <span className={styles.since}><Since at={at} /></span> : null}
    </span>
  );
}
