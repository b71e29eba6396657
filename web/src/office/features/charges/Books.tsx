/** The books: debits and credits of every account, now or over some days; each leads to its lines; to take along. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Forbidden } from "@office/parts/Forbidden";
import { DayField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconDownload } from "@tabler/icons-react";
import { useSearchParams } from "react-router";

import { Balance, Side } from "./Balance";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type Account = Schemas["AccountTotal"];
const FORMATS = ["csv", "xlsx", "hledger", "beancount"] as const;

export function useDays() {
  const [search, setSearch] = useSearchParams();
  const days = { ...(search.get("from") ? { from: search.get("from") ?? "" } : {}), ...(search.get("until") ? { until: search.get("until") ?? "" } : {}) };
  const set = (name: "from" | "until", value: string) => setSearch((now) => {
    const next = new URLSearchParams(now);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  return { days, set, text: new URLSearchParams(days).toString() };
}

export function Books() {
  const t = useWords("charges");
  const reads = useMay("journal.read");
  const { days, text } = useDays();
  const asked = api.useQuery("get", "/api/v1/journal/trial-balance", { params: { query: days } }, { enabled: reads });
  if (!reads) return <Forbidden permissions={["journal.read"]} />;
  return (
    <Frame title={t("books.title")} actions={FORMATS.map((format) => (
      <Button key={format} component="a" size="xs" variant="default" download href={`/api/v1/journal/export?${text}${text ? "&" : ""}format=${format}`} leftSection={<IconDownload size={14} aria-hidden />}>{t(`books.formats.${format}`)}</Button>
    ))}>
      <Days />
      <Panel title={t("books.trial")} flush>
        <Ask asked={asked} waiting={<Waiting rows={10} height={32} />}>{(trial) => <Trial trial={trial} text={text} />}</Ask>
      </Panel>
    </Frame>
  );
}

export function Days() {
  const t = useWords("charges");
  const { days, set } = useDays();
  return (
    <div className={`${styles.row} no-print`}>
      <DayField label={t("books.from")} value={days.from ?? ""} onChange={(value) => set("from", value)} />
      <DayField label={t("books.until")} value={days.until ?? ""} onChange={(value) => set("until", value)} />
    </div>
  );
}

function Trial({ trial, text }: { trial: Schemas["TrialBalance"]; text: string }) {
  const t = useWords("charges");
  const columns: Column<Account>[] = [
    { id: "account", title: t("books.account"), gives: true, cell: (one) => `${one.account} ${one.name}` },
    { id: "opening", title: t("books.opening"), figure: true, minor: true, cell: (one) => <Balance value={one.opening} /> },
    { id: "debit", title: t("books.debit"), figure: true, minor: true, cell: (one) => <Side value={one.debit} /> },
    { id: "credit", title: t("books.credit"), figure: true, minor: true, cell: (one) => <Side value={one.credit} /> },
    { id: "balance", title: t("books.balance"), figure: true, stays: true, cell: (one) => <Balance value={one.balance} strong /> },
  ];
  return (
    <DataTable caption={t("books.trial")} columns={columns} rows={trial.accounts} rowKey={(one) => one.account} to={(one) => `/charges/books/${one.account}${text ? `?${text}` : ""}`}
      foot={<tr><th scope="row">{t("sum")}</th><td className={`${styles.figure} ${styles.minor}`}>–</td><td className={`${styles.figure} ${styles.minor}`}><Money value={trial.debit} /></td><td className={`${styles.figure} ${styles.minor}`}><Money value={trial.credit} /></td><td className={`${styles.figure} ${styles.balance}`}>=</td></tr>} />
  );
}
