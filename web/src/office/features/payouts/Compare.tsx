/** The days that were compared with M-Pesa, bringing in its statement, and comparing a day now. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { DayInput } from "@office/parts/DayInput";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group } from "@mantine/core";
import { api, client, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Clock, Count, Money, Since } from "@shared/figures/Figures";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import { Frame } from "./Frame";
import styles from "./payouts.module.css";
import { StatementUpload } from "./StatementUpload";

type Compared = Schemas["ReconciledDay"];
const differences = (day: Compared) => day.counts.reduce((sum, one) => sum + one.count, 0);

export default function Compare() {
  const t = useWords("payouts");
  const makes = useMay("reconciliation.make");
  return (
    <Frame title={t("compare.title")}>
      {makes ? <StatementUpload /> : null}
      <Days />
      <BroughtIn />
    </Frame>
  );
}

function Days() {
  const t = useWords("payouts");
  const name = usePrincipal();
  const makes = useMay("reconciliation.make");
  const asked = api.useInfiniteQuery("get", "/api/v1/reconciliations", { params: { query: { limit: 50 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Compared>[] = [
    { id: "day", title: t("compare.day"), cell: (one) => <DayCell date={one.day} /> },
    { id: "differences", title: t("compare.differences"), figure: true, cell: (one) => <span className={differences(one) > 0 ? styles.bad : styles.good}><Count value={differences(one)} /></span> },
    { id: "covered", title: t("compare.statement"), gives: true, cell: (one) => t(one.covered ? "compare.covered" : "compare.uncovered") },
    { id: "made", title: t("compare.made"), minor: true, cell: (one) => <><Since at={one.made_at} /> · {name(one.made_by)}</> },
    { id: "payments", title: t("compare.payments"), figure: true, minor: true, cell: (one) => <Count value={one.payments} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.payments_amount} strong /> },
  ];
  return (
    <Panel title={t("compare.days")} beside={makes ? <CompareNow /> : null} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("compare.none")} text={t("compare.noneText")} /></div> }}>
        {(found) => <DataTable caption={t("compare.days")} columns={columns} rows={found} rowKey={(one) => one.day} to={(one) => `/payouts/comparison/${one.day}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}

function CompareNow() {
  const t = useWords("payouts");
  const go = useNavigate();
  const [day, setDay] = useState(daysLater(businessDate(), -1));
  const make = useMoneyAct((given: { day: string }, headers) => client.POST("/api/v1/reconciliations", { headers, body: given }), (_, given) => void go(`/payouts/comparison/${given.day}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ day });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <DayInput label={t("compare.day")} value={day} max={businessDate()} onChange={(event) => setDay(event.currentTarget.value)} size="xs" />
        <Button type="submit" size="xs" variant="default" loading={make.isPending} disabled={!day}>{t("compare.now")}</Button>
      </Group>
      {make.error ? <ProblemNote problem={make.error} /> : null}
    </form>
  );
}

function BroughtIn() {
  const t = useWords("payouts");
  const name = usePrincipal();
  const asked = api.useInfiniteQuery("get", "/api/v1/portal-statements", { params: { query: { limit: 50 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Schemas["PortalStatement"]>[] = [
    { id: "name", title: t("statement.name"), cell: (one) => one.name },
    { id: "covers", title: t("statement.covers"), gives: true, cell: (one) => <><Clock at={one.first} /> – <Clock at={one.last} /></> },
    { id: "by", title: t("statement.by"), minor: true, cell: (one) => name(one.imported_by) },
    { id: "lines", title: t("statement.lines"), figure: true, minor: true, cell: (one) => <Count value={one.lines} /> },
    { id: "went", title: t("statement.went"), figure: true, cell: (one) => <Money value={one.went} strong /> },
  ];
  if (rows?.length === 0) return null;
  return (
    <Panel title={t("statement.brought")} flush>
      <Ask asked={{ ...asked, data: rows }}>
        {(found) => <DataTable caption={t("statement.brought")} columns={columns} rows={found} rowKey={(one) => one.id} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
