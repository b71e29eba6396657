/** The disputes that wait, the oldest first: it has the nearest deadline. */
import { useReachEnd } from "@office/parts/useReachEnd";
import { Whose } from "@office/parts/Whose";
import { useMay } from "@shared/api/session";
import { Day, Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Deadline } from "./Deadline";
import styles from "./disputes.module.css";
import { claimOf, type Listed } from "./dispute";

type Props = { disputes: readonly Listed[]; chosen: string | undefined; more: (() => void) | undefined };

export function WorkList({ disputes, chosen, more }: Props) {
  const t = useWords("disputes");
  const end = useReachEnd(more);
  const decides = useMay("disputes.resolve");
  return (
    <nav className={styles.list} aria-label={t("list")}>
      <ol>
        {disputes.map((dispute) => (
          <li key={dispute.id}><Row dispute={dispute} open={dispute.id === chosen} /></li>
        ))}
      </ol>
      {disputes.length === 0 ? <p className={styles.soft}>{t("none")}</p> : null}
      <div ref={end} />
      {decides && disputes.length > 1 ? <p className={`${styles.soft} ${styles.keys} no-print`}><kbd>j</kbd> <kbd>k</kbd> {t("keys.walk")} · <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> {t("keys.choose")}</p> : null}
    </nav>
  );
}

function Row({ dispute, open }: { dispute: Listed; open: boolean }) {
  const t = useWords("disputes");
  const claim = claimOf(dispute);
  return (
    <Link to={`/disputes/${dispute.id}`} className={styles.row} aria-current={open ? "true" : undefined}>
      <span className={styles.top}>
        <Whose member={dispute.member} name={dispute.member_name} />
        <span className={styles.figures}><Litres value={dispute.litres} /> → {claim === null ? t(`reason.${dispute.dispute.reason}`) : <Litres value={claim} />}</span>
      </span>
      <span className={styles.under}>
        <span><Day date={dispute.date} short /> {t(`shift.${dispute.shift}`, { defaultValue: dispute.shift })}, {dispute.centre}</span>
        <Deadline by={dispute.dispute.resolve_by} />
      </span>
    </Link>
  );
}
