/** What was decided just now, said while the next dispute is open already. */
import { litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "react-router";

import styles from "./disputes.module.css";

export type Decided = { id: string; member: string; litres: string; stands: boolean };

export function DecidedNote({ decided }: { decided: Decided | null }) {
  const t = useWords("disputes");
  return (
    <div role="status" className={styles.spoken}>
      {decided ? (
        <p className={styles.decided}>
          <IconCheck aria-hidden size={20} />
          <span>{t(decided.stands ? "decided.stands" : "decided.changed", { member: decided.member, litres: litres(decided.litres) })}</span>
          <Link to={`/disputes/${decided.id}`}>{t("decided.story")}</Link>
        </p>
      ) : null}
    </div>
  );
}
