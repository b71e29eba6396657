/** Around every screen of the audit: the ways between them. */
import { Page } from "@office/parts/Page";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import styles from "./audit.module.css";

const WAYS = [["", "facts"], ["/stories", "stories"], ["/verification", "verification"]] as const;

export function Frame({ title, beside, actions, children }: { title?: string; beside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("audit");
  return (
    <Page title={title ?? t("title")} beside={beside} actions={actions}
      above={(
        <nav className={`${styles.ways} no-print`} aria-label={t("ways")}>
          {WAYS.map(([path, name]) => <NavLink key={name} to={`/audit${path}`} end={path === ""} className={styles.way ?? ""}>{t(`way.${name}`)}</NavLink>)}
        </nav>
      )}>
      {children}
    </Page>
  );
}
