/** One creditor: what was taken of each member, run by run, as a list to send along; the payments to the creditor. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Downloads } from "@office/parts/Downloads";
import { Empty } from "@office/parts/Empty";
import { Facts } from "@office/parts/Facts";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { api, client, newKey, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";

import { HOWS, oneOf } from "./charge";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type List = Schemas["RemittanceList"];
type Creditor = Schemas["Creditor"];

export function CreditorPage() {
  const t = useWords("charges");
  const { code = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const run = search.get("run");
  const creditors = api.useQuery("get", "/api/v1/creditors");
  const one = creditors.data?.items.find((creditor) => creditor.code === code);
  const address = `/api/v1/creditors/${encodeURIComponent(code)}/remittances${run ? `?run=${run}` : ""}`;
  return (
    <Frame title={one ? `${one.code}, ${one.name}` : code} above={<BackTo to="/charges/creditors">{t("way.creditors")}</BackTo>}>
      <div className={styles.beside}>
        <div className={styles.main}>
          <Panel title={t("creditors.list")} beside={<span className={styles.row}><RunField value={run} onChange={(id) => setSearch(id ? { run: id } : {})} /><Downloads address={address} what={t("creditors.list")} /></span>} flush>
            <Lines code={code} run={run} />
          </Panel>
          <Payments code={code} />
        </div>
        <aside className={styles.aside} aria-label={t("sums")}>
          {one ? <Facts rows={[[t("creditors.collected"), <Money key="c" value={one.collected} />], [t("creditors.vouchers"), <Money key="v" value={one.vouchers} />], [t("creditors.remitted"), <Money key="r" value={one.remitted} />], [t("creditors.owed"), <Money key="o" value={one.owed} strong />]]} /> : null}
          {one ? <Remit creditor={one} run={run} /> : null}
        </aside>
      </div>
    </Frame>
  );
}

function RunField({ value, onChange }: { value: string | null; onChange: (run: string | null) => void }) {
  const t = useWords("charges");
  const runs = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 50 } } }, { enabled: useMay("runs.read") });
  const data = runs.data?.items.filter((run) => run.state === "approved" || run.state === "completed").map((run) => ({ value: run.id, label: run.period })) ?? [];
  return <Select aria-label={t("run")} placeholder={t("everyRun")} size="xs" w={150} clearable clearButtonProps={{ "aria-label": t("clear") }} data={data} value={value} onChange={onChange} />;
}

function Lines({ code, run }: { code: string; run: string | null }) {
  const t = useWords("charges");
  const asked = api.useInfiniteQuery("get", "/api/v1/creditors/{code}/remittances", { params: { path: { code }, query: { limit: 200, ...(run ? { run } : {}) } } }, {
    ...PAGES, getNextPageParam: (page: List | string) => (typeof page === "string" ? undefined : (page.next ?? undefined)),
  });
  const pages = asked.data?.pages.flatMap((page) => (typeof page === "string" ? [] : [page]));
  const columns: Column<List["items"][number]>[] = [
    { id: "member", title: t("member"), cell: (line) => (line.name ? `${line.member}, ${line.name}` : line.member) },
    { id: "text", title: t("text"), gives: true, cell: (line) => line.text },
    { id: "period", title: t("period"), minor: true, cell: (line) => <span className={styles.whole}>{line.period ?? "–"}</span> },
    { id: "day", title: t("day"), minor: true, cell: (line) => <Day date={line.day} short /> },
    { id: "amount", title: t("amount"), figure: true, cell: (line) => <Money value={line.amount} /> },
  ];
  return (
    <Ask asked={{ ...asked, data: pages }} empty={{ when: (found) => (found[0]?.items.length ?? 0) === 0, show: <div className={styles.inset}><Empty title={t("creditors.nothing")} /></div> }}>
      {(found) => (
        <DataTable caption={t("creditors.list")} columns={columns} rows={found.flatMap((page) => page.items)} rowKey={(line) => `${line.position} ${line.charge}`} rowHeight={41} to={(line) => `/charges/${line.charge}`}
          more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined}
          foot={found[0] ? <tr><th colSpan={2} scope="row">{t("sum")}</th><td colSpan={2} className={styles.minor}>{"\u00a0"}</td><td className={styles.figure}><Money value={found[0].amount} strong /></td></tr> : null} />
      )}
    </Ask>
  );
}

function Payments({ code }: { code: string }) {
  const t = useWords("charges");
  const asked = api.useInfiniteQuery("get", "/api/v1/remittances", { params: { query: { creditor: code, limit: 100 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Schemas["Remittance"]>[] = [
    { id: "day", title: t("day"), gives: true, cell: (one) => <Day date={one.day} /> },
    { id: "how", title: t("how"), cell: (one) => t(`hows.${one.how}`) },
    { id: "reference", title: t("reference"), cell: (one) => one.reference },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <Panel title={t("creditors.payments")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("creditors.noPayments")} /></div> }}>
        {(found) => <DataTable caption={t("creditors.payments")} columns={columns} rows={found} rowKey={(one) => one.id} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}

function Remit({ creditor, run }: { creditor: Creditor; run: string | null }) {
  const t = useWords("charges");
  const may = useMay("remittances.record");
  const [id, setId] = useState<string | null>(null);
  const [given, setGiven] = useState({ amount: creditor.owed.amount, how: "bank", reference: "", day: businessDate() });
  const amount = readMoney(given.amount);
  const record = useMoneyAct((body: Schemas["RemittanceIn"], headers) => client.POST("/api/v1/remittances", { headers, body }), () => setId(null));
  if (!may) return null;
  const confirm = () => amount && id && record.mutate({ id, creditor: creditor.code, amount: shillings(amount), how: oneOf(HOWS, given.how, "bank"), reference: given.reference.trim(), day: given.day, run });
  return (
    <>
      <Button onClick={() => { setId(newKey()); setGiven({ ...given, amount: creditor.owed.amount }); }}>{t("creditors.remit")}</Button>
      <ConfirmMoney opened={id !== null} onClose={() => setId(null)} onConfirm={confirm} title={t("creditors.remitQuestion", { name: creditor.name })} verb={t("pay.go")} sum={amount ?? undefined}
        pending={record.isPending} problem={record.error} disabled={!amount || !given.reference.trim()}>
        <Stack gap="xs">
          <MoneyField label={t("amount")} value={given.amount} onChange={(value) => setGiven({ ...given, amount: value })} />
          <Select label={t("how")} data={HOWS.map((value) => ({ value, label: t(`hows.${value}`) }))} value={given.how} allowDeselect={false} onChange={(how) => setGiven({ ...given, how: how ?? "bank" })} />
          <TextInput label={t("reference")} value={given.reference} maxLength={60} autoComplete="off" onChange={(event) => setGiven({ ...given, reference: event.currentTarget.value })} />
          <DayField label={t("day")} value={given.day} max={businessDate()} onChange={(value) => setGiven({ ...given, day: value })} />
        </Stack>
      </ConfirmMoney>
    </>
  );
}
