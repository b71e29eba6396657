/** What waits for somebody: disputes, approvals, messages that did not arrive, members who did not come. */
import type { Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconCheck, IconMessageCircleQuestion, IconMessageX, IconSignature, IconUserQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";
import { APPROVALS } from "./approvals";
import { isBegun } from "./begun";
import styles from "./home.module.css";

type Row = { key: string; to: string; icon: ReactNode; words: ReactNode; count: number };

export function Work({ home }: { home: Schemas["Home"] }) {
  const t = useWords("home");
  const rows = useRows(home).filter((row) => row.count > 0);
  return (
    <Panel title={t("work.title")} flush>
      {rows.length === 0 ? (
        <div style={{ padding: "0 16px" }}><Empty title={t("work.none")} text={t("work.noneText")}><IconCheck aria-hidden color="var(--green)" /></Empty></div>
      ) : (
        <ul className={styles.work}>
          {rows.map((row) => (
            <li key={row.key}>
              <Link to={row.to} className={styles.due}>{row.icon}<span>{row.words}</span><span className={styles.count}>{row.count}</span></Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function useRows(home: Schemas["Home"]): Row[] {
  const t = useWords("home");
  const [disputes, messages] = [useMay("deliveries.read"), useMay("messages.read")];
  const { next_lapse: lapse, waiting } = home.disputes;
  return [
    ...(disputes ? [{
      key: "disputes", to: "/disputes", icon: <IconMessageCircleQuestion aria-hidden />, count: waiting,
      words: <>{t("work.disputes")}{lapse ? <> · {t("work.by")} <Clock at={lapse} /></> : null}</>,
    }] : []),
    ...home.approvals.map(({ kind, count }) => ({
      key: kind, to: APPROVALS[kind] ?? "/home", icon: <IconSignature aria-hidden />, count, words: t(`work.approve.${kind}`, { defaultValue: kind }),
    })),
    ...(messages ? [{ key: "failed", to: "/messages?state=failed", icon: <IconMessageX aria-hidden />, count: home.messages.failed, words: t("work.failed") }] : []),
    { key: "missing", to: `/home/missing?date=${home.date}`, icon: <IconUserQuestion aria-hidden />, count: isBegun(home) ? home.expected.missing : 0, words: t("work.missing") },
  ];
}
