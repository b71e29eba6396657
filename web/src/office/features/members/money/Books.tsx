/** The same as the double-entry books have it: each account's opening, what moved, and how it stands. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Stack, Text } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { useDraw } from "../draw";
import styles from "../members.module.css";

type Total = Schemas["MemberTotal"];
type Line = Schemas["LedgerLine"];

export function Books({ number }: { number: string }) {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/ledger", { params: { path: { number }, query: { limit: 100 } } }, PAGES);
  const { rows, more } = useDraw<Line>(asked);
  const accounts = asked.data?.pages[0]?.accounts;
  const name = (code: string) => accounts?.find(({ account }) => account === code)?.name ?? code;
  const figure = (id: "opening" | "debit" | "credit" | "balance"): Column<Total> => ({ id, title: t(`books.${id}`), figure: true, minor: id === "opening", stays: id === "balance", cell: (one) => <Money value={one[id]} strong={id === "balance"} /> });
  const totals: Column<Total>[] = [
    { id: "account", title: t("books.account"), gives: true, cell: (one) => `${one.account} ${one.name}` },
    figure("opening"), figure("debit"), figure("credit"), figure("balance"),
  ];
  const sum = (value: Line["debit"]) => (cents(value.amount) === 0 ? "" : <Money value={value} />);
  const lines: Column<Line>[] = [
    { id: "date", title: t("milk.day"), cell: (one) => <DayCell date={one.date} /> },
    { id: "account", title: t("books.account"), cell: (one) => name(one.account) },
    { id: "text", title: t("account.what"), gives: true, cell: (one) => one.text },
    { id: "debit", title: t("books.debit"), figure: true, cell: (one) => sum(one.debit) },
    { id: "credit", title: t("books.credit"), figure: true, cell: (one) => sum(one.credit) },
    { id: "balance", title: t("books.balance"), figure: true, stays: true, cell: (one) => <Money value={one.balance} strong /> },
  ];
  return (
    <Stack gap="lg">
      <Text c="dimmed" size="sm">{t("books.text")}</Text>
      <Panel title={t("books.totals")} flush>
        <Ask asked={{ ...asked, data: accounts }} waiting={<div className={styles.inset}><Waiting rows={6} /></div>}>
          {(found) => <DataTable caption={t("books.totals")} columns={totals} rows={found} rowKey={(one) => one.account} />}
        </Ask>
      </Panel>
      <Panel title={t("books.lines")} flush>
        <Ask asked={{ ...asked, data: rows }} waiting={<div className={styles.inset}><Waiting rows={8} /></div>}>
          {(found) => <DataTable caption={t("books.lines")} columns={lines} rows={found} rowKey={(one) => `${one.position}-${one.account}-${one.debit.amount}-${one.credit.amount}-${one.text}`} rowHeight={41} more={more} />}
        </Ask>
      </Panel>
    </Stack>
  );
}
