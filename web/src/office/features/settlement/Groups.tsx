/** What became of the money: paid + failed + unknown + held + unsent = approved. Each figure leads to its payouts. */
import { Panel } from "@office/parts/Panel";
import { Alert, Progress, Text } from "@mantine/core";
import { Count, Money } from "@shared/figures/Figures";
import { TONES, type Tone } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Fragment } from "react";
import { Link } from "react-router";

import { share, type Group, type RunStory } from "./run";
import styles from "./settlement.module.css";

const TONE: Record<Group, Tone> = { paid: "good", failed: "bad", unknown: "warm", held: TONES["held"] ?? "warm", unsent: "open" };

export function Groups({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const [done, all] = [run.groups.find(({ group }) => group === "paid")?.count ?? 0, run.approved?.count ?? 0];
  return (
    <Panel title={t("groups.title")} beside={<span className={styles.soft} aria-live="polite">{t("groups.progress", { done, all })}</span>}>
      <Progress value={share(done, all)} mb="md" aria-label={t("groups.title")} />
      {run.settled < run.statements ? <Text size="sm" mb="sm">{t("groups.booking", { settled: run.settled, statements: run.statements })}</Text> : null}
      <div className={styles.equation}>
        {run.groups.map((one, place) => (
          <Fragment key={one.group}>
            {place > 0 ? <span className={styles.sign} aria-hidden>+</span> : null}
            <Link to={`/payouts?run=${run.id}&group=${one.group}`} className={`${styles.term} ${one.count > 0 ? styles[TONE[one.group]] : styles.zero}`}>
              <span className={styles.termName}>{t(`groups.${one.group}`)}</span>
              <span className={styles.termCount}><Count value={one.count} /></span>
              <Money value={one.amount} />
            </Link>
          </Fragment>
        ))}
        {run.approved ? (
          <>
            <span className={styles.sign} aria-hidden>=</span>
            <Link to={`/payouts?run=${run.id}`} className={`${styles.term} ${styles.whole}`}>
              <span className={styles.termName}>{t("groups.approved")}</span>
              <span className={styles.termCount}><Count value={run.approved.count} /></span>
              <Money value={run.approved.amount} />
            </Link>
          </>
        ) : null}
      </div>
      {run.balanced === false
        ? <Alert mt="sm" color="red" variant="outline" title={t("groups.unbalanced")}>{t("groups.unbalancedText")}</Alert>
        : <Text size="sm" c="dimmed" mt="sm">{run.state === "completed" ? t("groups.completed") : t("groups.balanced")}</Text>}
    </Panel>
  );
}
