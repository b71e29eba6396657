/** Around every screen of payouts: the ways between them, with the count of what waits for people. */
import { Page } from "@office/parts/Page";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import styles from "./payouts.module.css";

const WAYS = [["", "board"], ["/work", "work"], ["/float", "float"], ["/files", "files"], ["/comparison", "comparison"], ["/messages", "messages"], ["/codes", "codes"]] as const;

export function Frame({ title, beside, actions, children }: { title?: string; beside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("payouts");
  const work = api.useQuery("get", "/api/v1/payouts/work");
  const waits = work.data?.items.filter(({ name }) => name !== "reported").reduce((sum, list) => sum + list.count, 0) ?? 0;
  const rights: Partial<Record<string, boolean>> = { comparison: useMay("reconciliation.read"), messages: useMay("callbacks.read") };
  return (
    <Page title={title ?? t("title")} beside={beside} actions={actions}
      above={(
        <nav className={`${styles.ways} no-print`} aria-label={t("ways")}>
          {WAYS.filter(([, name]) => rights[name] ?? true).map(([path, name]) => (
            <NavLink key={name} to={`/payouts${path}`} end={path === ""} className={styles.way ?? ""}>
              {t(`way.${name}`)}{name === "work" && waits > 0 ? <span className={styles.badge}><Count value={waits} /></span> : null}
            </NavLink>
          ))}
        </nav>
      )}>
      {children}
    </Page>
  );
}
