/** What was decided about a dispute, by whom, and what the farmer was told. */
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Clock, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import type { Disputed } from "./dispute";

export function Outcome({ delivery }: { delivery: Disputed }) {
  const t = useWords("disputes");
  const { outcome, explanation, resolved_by: by, resolved_at: at } = delivery.dispute;
  return (
    <Panel title={t(`outcome.${outcome ?? "none"}`)}>
      <p className={styles.large}><Litres value={delivery.litres} /> · <Money value={delivery.value} /></p>
      {explanation ? <blockquote className={styles.note}>{explanation}</blockquote> : null}
      {by && at ? <p className={styles.soft}><Principal of={by} />, <Clock at={at} /></p> : null}
    </Panel>
  );
}
