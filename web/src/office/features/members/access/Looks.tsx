/** Which officials looked at this member's data, the latest first. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { useDraw } from "../draw";
import styles from "../members.module.css";

export function Looks({ number }: { number: string }) {
  const t = useWords("members");
  const principal = usePrincipal();
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/looks", { params: { path: { number }, query: { limit: 50 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  const columns: Column<Schemas["Look"]>[] = [
    { id: "at", title: t("looks.at"), cell: (row) => <Clock at={row.at} /> },
    { id: "who", title: t("looks.who"), cell: (row) => principal(row.who) },
    { id: "what", title: t("looks.what"), cell: (row) => row.sentence },
  ];
  return (
    <Panel title={t("looks.title")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("looks.none")} /></div> }}>
        {(found) => <DataTable caption={t("looks.title")} columns={columns} rows={found} rowKey={(row) => row.request + row.what} more={more} />}
      </Ask>
    </Panel>
  );
}
