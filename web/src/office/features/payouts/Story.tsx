/** A payout's story: a line of facts with who and when, in words, the newest last. */
import { Principal } from "@office/parts/Principal";
import type { Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import styles from "./payouts.module.css";

type Chapter = Schemas["Chapter"];
/** Of a fact's own fields those that a person looks for, in this order. */
const TOLD = ["receipt", "code", "reason", "evidence", "outcome", "cause", "conversation_id", "signature"] as const;

/** Of which what is told is a code, and where its words stand. */
const IN_WORDS = { cause: "cause", evidence: "evidenceOf", outcome: "outcome" } as const;
const isCode = (name: string): name is keyof typeof IN_WORDS => name in IN_WORDS;

export function Story({ chapters }: { chapters: readonly Chapter[] }) {
  const t = useWords("payouts");
  return (
    <ol className={styles.story}>
      {chapters.map((chapter) => (
        <li key={chapter.position}>
          <div className={styles.fact}>{t(`fact.${chapter.fact.replace(".", "_")}`, { defaultValue: chapter.fact })}</div>
          <div className={styles.soft}><Clock at={chapter.recorded_at} /> · <Principal of={chapter.who} /></div>
          <Details details={chapter.details} />
        </li>
      ))}
    </ol>
  );
}

function Details({ details }: { details: Record<string, unknown> }) {
  const t = useWords("payouts");
  // A cause that has a name here says what the ledger's sentence says.
  const named = typeof details["cause"] === "string" && details["cause"] !== "by_hand";
  const told = TOLD.filter((name) => typeof details[name] === "string" && details[name] !== "" && !(named && name === "reason"));
  const inWords = (name: (typeof TOLD)[number], value: string) => (isCode(name) ? t(`${IN_WORDS[name]}.${value}`, { defaultValue: value }) : value);
  if (told.length === 0) return null;
  return <div className={styles.detail}>{told.map((name) => `${t(`detail.${name}`)}: ${inWords(name, String(details[name]))}`).join(" · ")}</div>;
}
