/** Officials whose second factor another proposes to remove: each waits for a third, who has seen the person. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import styles from "../settings.module.css";

type Open = Schemas["OpenRemoval"];

export function LostFactors() {
  const t = useWords("settings");
  const name = usePrincipal();
  const asked = api.useInfiniteQuery("get", "/api/v1/second-factor-removals", { params: { query: { limit: 50 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Open>[] = [
    { id: "number", title: t("number"), cell: (one) => one.number },
    { id: "name", title: t("name"), cell: (one) => name(`staff:${one.number}`) },
    { id: "why", title: t("why"), cell: (one) => one.reason ?? "–" },
    { id: "by", title: t("proposedBy"), cell: (one) => <>{name(one.proposed_by)}, <Clock at={one.proposed_at} /></> },
  ];
  return (
    <Panel title={t("factorWaits")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("noneWait")} text={t("noneWaitText")} /></div> }}>
        {(found) => <DataTable caption={t("factorWaits")} columns={columns} rows={found} rowKey={(one) => one.number} to={(one) => `/settings/staff/${encodeURIComponent(one.number)}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
