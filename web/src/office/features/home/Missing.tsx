/** Who usually brings milk and did not yet: to be called, or visited. */
import { Text } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Count, Day, Litres } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { Ask } from "../../parts/Ask";
import { DataTable, type Column } from "../../parts/DataTable";
import { DayCell } from "../../parts/DayCell";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Panel } from "../../parts/Panel";
import { BackTo } from "../../parts/Ways";
import styles from "./home.module.css";

type Row = Schemas["MissingMember"];

export function Missing() {
  const t = useWords("home");
  const [search] = useSearchParams();
  const date = search.get("date") ?? businessDate();
  const asked = api.useInfiniteQuery("get", "/api/v1/dashboard/missing", { params: { query: { date, limit: 200 } } }, PAGES);
  const columns: Column<Row>[] = [
    { id: "number", title: t("missingList.number"), cell: (row) => row.number },
    { id: "name", title: t("missingList.name"), cell: (row) => row.name ?? "–" },
    { id: "centre", minor: true, title: t("centres.centre"), cell: (row) => row.centre },
    { id: "usual", title: t("missingList.usual"), figure: true, cell: (row) => (row.usual_litres ? <Litres value={row.usual_litres} /> : "–") },
    { id: "last", title: t("missingList.last"), cell: (row) => <DayCell date={row.last_day} /> },
    { id: "days", minor: true, title: t("missingList.days"), figure: true, cell: (row) => <Count value={row.days_of_last_30} /> },
  ];
  return (
    <Page title={t("missingList.title")} above={<BackTo to="/home">{t("back")}</BackTo>}>
      <Text c="dimmed">{t("missingList.text")} <Day date={date} /></Text>
      <Panel flush>
        <Ask asked={asked} empty={{ when: (found) => (found.pages[0]?.items.length ?? 0) === 0, show: <div className={styles.inside}><Empty title={t("missingList.none")} text={t("missingList.noneText")} /></div> }}>
          {(found) => (
            <DataTable caption={t("missingList.title")} columns={columns} rows={found.pages.flatMap((page) => page.items)} rowKey={(row) => row.number} rowHeight={41}
              to={(row) => `/members/${row.number}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
          )}
        </Ask>
      </Panel>
    </Page>
  );
}
