/** How one got in: what one does not know of was somebody else. */
import { Text } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Ask } from "../../parts/Ask";
import { DataTable, type Column } from "../../parts/DataTable";
import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";

export function History() {
  const t = useWords("account");
  const asked = api.useInfiniteQuery("get", "/api/v1/sessions/own/history", { params: { query: { limit: 50 } } }, PAGES);
  const columns: Column<Schemas["AccessFact"]>[] = [
    { id: "at", title: t("history.at"), cell: (row) => <Clock at={row.at} /> },
    { id: "what", title: t("history.what"), cell: (row) => t(`history.kind.${row.fact.replace(".", "_")}`, { defaultValue: row.fact }) },
    { id: "by", title: t("history.by"), cell: (row) => row.who },
  ];
  return (
    <Panel title={t("tabs.history")} flush>
      <Text size="sm" c="dimmed" px="md">{t("history.text")}</Text>
      <Ask asked={asked} empty={{ when: (found) => (found.pages[0]?.items.length ?? 0) === 0, show: <Empty title={t("history.none")} /> }}>
        {(found) => (
          <DataTable caption={t("tabs.history")} columns={columns} rows={found.pages.flatMap((page) => page.items)} rowKey={(row) => String(row.position)}
            more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
        )}
      </Ask>
    </Panel>
  );
}
