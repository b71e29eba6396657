/** Around every screen of the audit: the ways between them. */
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

const WAYS = [["", "facts"], ["/stories", "stories"], ["/verification", "verification"]] as const;

export function Frame({ title, beside, actions, children }: { title?: string; beside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("audit");
  return (
    <Page title={title ?? t("title")} beside={beside} actions={actions}
      above={<Ways label={t("ways")} ways={WAYS.map(([path, name]) => ({ to: `/audit${path}`, name: t(`way.${name}`), end: path === "" }))} />}>
      {children}
    </Page>
  );
}
