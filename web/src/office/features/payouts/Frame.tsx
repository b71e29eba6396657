/** Around every screen of payouts: the ways between them, with the count of what waits for people. */
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

const WAYS = [["", "board"], ["/work", "work"], ["/float", "float"], ["/files", "files"], ["/comparison", "comparison"], ["/messages", "messages"], ["/codes", "codes"]] as const;

export function Frame({ title, above, beside, actions, children }: { title?: string; above?: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("payouts");
  const work = api.useQuery("get", "/api/v1/payouts/work");
  const waits = work.data?.items.filter(({ name }) => name !== "reported").reduce((sum, list) => sum + list.count, 0) ?? 0;
  const rights: Partial<Record<string, boolean>> = { comparison: useMay("reconciliation.read"), messages: useMay("callbacks.read") };
  return (
    <Page title={title ?? t("title")} beside={beside} actions={actions}
      above={<><Ways label={t("ways")} ways={WAYS.filter(([, name]) => rights[name] ?? true).map(([path, name]) => ({
        to: `/payouts${path}`, name: t(`way.${name}`), end: path === "", waits: name === "work" ? waits : 0,
      }))} />{above}</>}>
      {children}
    </Page>
  );
}
