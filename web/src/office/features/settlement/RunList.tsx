/** All pay runs, the latest first: what each paid, and what of it is still open. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Day, Litres, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import type { Run } from "./run";
import styles from "./settlement.module.css";

export function RunList() {
  const t = useWords("settlement");
  const asked = api.useInfiniteQuery("get", "/api/v1/settlements", { params: { query: { limit: 50 } } }, PAGES);
  const runs = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Run>[] = [
    { id: "period", title: t("period"), cell: (run) => <span className={styles.line}>{run.period}</span> },
    { id: "days", title: t("days"), minor: true, cell: (run) => <span className={styles.line}><Day date={run.period_start} short /> – <Day date={run.period_end} short /></span> },
    { id: "state", title: t("state"), cell: (run) => <State of={run.state === "opened" ? "preparing" : run.state === "approved" ? "paying" : run.state} /> },
    { id: "litres", title: t("litres"), figure: true, minor: true, cell: (run) => <Litres value={run.litres} /> },
    { id: "statements", title: t("statements"), figure: true, minor: true, cell: (run) => <Count value={run.statements} /> },
    { id: "open", title: t("list.open"), figure: true, minor: true, cell: (run) => <Open run={run} /> },
    { id: "net", title: t("totals.net"), figure: true, cell: (run) => <Money value={run.net} strong /> },
  ];
  const opens = useMay("runs.open");
  const open = opens ? <Button component={Link} to="/settlements/new">{t("new.title")}</Button> : null;
  return (
    <Page title={t("title")} actions={open}>
      <Panel flush>
        <Ask asked={{ ...asked, data: runs }} waiting={<Waiting rows={6} height={40} />}
          empty={{ when: (found) => found.length === 0, show: <Empty title={t("list.none")} text={t("list.noneText")}>{open}</Empty> }}>
          {(found) => (
            <DataTable caption={t("title")} columns={columns} rows={found} rowKey={(run) => run.id} to={(run) => `/settlements/${run.id}`}
              more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
          )}
        </Ask>
      </Panel>
    </Page>
  );
}

/** What of a run has not reached its member, and needs somebody. */
function Open({ run }: { run: Run }) {
  const open = run.failed + run.held + run.on_the_way;
  return run.state === "approved" || run.state === "completed" ? <Count value={open} /> : <>–</>;
}
