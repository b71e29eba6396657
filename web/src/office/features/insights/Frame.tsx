/** Around every screen of insights: the ways between them. */
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

export function Frame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("insights");
  const [variance, runs] = [useMay("variance.read"), useMay("runs.read")];
  const ways = [
    { to: "/insights", name: t("way.production"), end: true },
    { to: "/insights/seasons", name: t("way.seasons") },
    { to: "/insights/quality", name: t("way.quality") },
    ...(variance ? [{ to: "/insights/variance", name: t("way.variance") }] : []),
    { to: "/insights/members", name: t("way.members") },
    ...(runs ? [{ to: "/insights/timeliness", name: t("way.timeliness") }] : []),
  ];
  return <Page title={title} above={<Ways label={t("ways")} ways={ways} />} actions={actions}>{children}</Page>;
}
