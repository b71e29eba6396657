/** All weighings, the newest first, by member, centre, days, shift, state, what is unusual and what was rejected. */
import { Button } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Litres, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { IconPrinter } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";

import { Ask } from "../../parts/Ask";
import { DataTable, type Column } from "../../parts/DataTable";
import { DayCell } from "../../parts/DayCell";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Panel } from "../../parts/Panel";
import { Waiting } from "../../parts/Waiting";
import { Whose } from "../../parts/Whose";
import styles from "./deliveries.module.css";
import { Filter } from "./Filter";
import { queryOf, useFilters } from "./filters";

export type OneDelivery = Schemas["BookDelivery"];
const ROW = 41;

export function Book() {
  const t = useWords("deliveries");
  const { filters, change, some, clear } = useFilters();
  const asked = api.useInfiniteQuery("get", "/api/v1/deliveries", { params: { query: queryOf(filters) } }, PAGES);
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const columns = useColumns();
  return (
    <Page title={t("title")} actions={<Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => print()}>{t("print")}</Button>}>
      <Filter filters={filters} change={change} some={some} clear={clear} />
      <Panel flush>
        <Ask asked={{ ...asked, data: rows }} waiting={<div className={styles.inside}><Waiting rows={10} /></div>}
          empty={{ when: (all) => all.length === 0, show: <div className={styles.inside}><Empty title={t(some ? "noneFound" : "none")} text={t(some ? "noneFoundText" : "noneText")}>
            {some ? <Button variant="default" mt="xs" onClick={clear}>{t("filter.clear")}</Button> : null}</Empty></div> }}>
          {(all) => <DataTable caption={t("caption")} columns={columns} rows={all} rowKey={({ id }) => id} to={({ id }) => `/deliveries/${id}`} more={hasNextPage ? more : undefined} rowHeight={ROW} />}
        </Ask>
      </Panel>
    </Page>
  );
}

function useColumns(): Column<OneDelivery>[] {
  const t = useWords("deliveries");
  return useMemo(
    () => [
      { id: "day", title: t("column.day"), cell: (one) => <DayCell date={one.date} beside={t(`shift.${one.shift}`)} /> },
      { id: "shift", minor: true, title: t("column.shift"), cell: (one) => t(`shift.${one.shift}`) },
      { id: "member", title: t("column.member"), cell: (one) => <Whose member={one.member} name={one.member_name} cell /> },
      { id: "centre", minor: true, title: t("column.centre"), cell: (one) => one.centre },
      { id: "litres", title: t("column.litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
      { id: "value", title: t("column.value"), figure: true, cell: (one) => <Money value={one.value} /> },
      { id: "grade", title: t("column.grade"), cell: (one) => <Marks one={one} /> },
      { id: "state", title: t("column.state"), cell: (one) => <State of={one.state} /> },
    ],
    [t],
  );
}

function Marks({ one }: { one: OneDelivery }) {
  const t = useWords("deliveries");
  if (one.rejection_reason !== null) return <span className={styles.bad}>{t("rejectedFor", { reason: one.rejection_reason })}</span>;
  return (
    <>
      {one.grade ?? ""} {one.unusual ? <span className={styles.warm}>{t("unusual")}</span> : null} {one.can > 1 ? <span className={styles.soft}>{t("can", { can: one.can })}</span> : null}
    </>
  );
}
