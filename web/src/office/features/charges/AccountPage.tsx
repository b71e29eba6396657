/** One account of the books by day, with the balance after each line; a line of a member leads to the member. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link, useParams } from "react-router";

import { Balance, Side } from "./Balance";
import { Days, useDays } from "./Books";
import styles from "./charges.module.css";
import { Frame } from "./Frame";
import { useAccounts } from "./useAccounts";

type Line = Schemas["LedgerLine"];

export function AccountPage() {
  const t = useWords("charges");
  const { account = "" } = useParams();
  const reads = useMay("journal.read");
  const accounts = useAccounts();
  const facts = useMay("facts.read");
  const { days, text } = useDays();
  const asked = api.useInfiniteQuery("get", "/api/v1/ledger/{account}", { params: { path: { account }, query: { ...days, limit: 200 } } }, { ...PAGES, enabled: reads });
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Line>[] = [
    { id: "day", title: t("day"), cell: (line) => <Day date={line.date} short /> },
    { id: "text", title: t("text"), gives: true, cell: (line) => <>{facts ? <Link className={styles.link} to={`/audit/facts/${line.position}`}>{line.text}</Link> : line.text} <span className={styles.narrow}><Of line={line} /></span><span className={styles.under}><Moved line={line} /></span></> },
    { id: "member", title: t("member"), minor: true, cell: (line) => <Of line={line} /> },
    { id: "debit", title: t("books.debit"), figure: true, minor: true, cell: (line) => <Side value={line.debit} /> },
    { id: "credit", title: t("books.credit"), figure: true, minor: true, cell: (line) => <Side value={line.credit} /> },
    { id: "balance", title: t("books.balance"), figure: true, stays: true, cell: (line) => <Balance value={line.balance} strong /> },
  ];
  if (!reads) return <Forbidden permissions={["journal.read"]} />;
  return (
    <Frame title={accounts.name(account)} above={<BackTo to={`/charges/books${text ? `?${text}` : ""}`}>{t("books.title")}</BackTo>}>
      <Days />
      <Panel flush>
        <Ask asked={{ ...asked, data: rows }} waiting={<Waiting rows={10} height={32} />} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("books.nothing")} /></div> }}>
          {(found) => <DataTable caption={accounts.name(account)} columns={columns} rows={found} rowKey={(line) => `${line.position} ${line.member} ${line.creditor} ${line.debit.amount} ${line.credit.amount} ${line.balance.amount}`} rowHeight={41} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Frame>
  );
}

/** What a line moved, in words: a phone has no room for two columns of it. */
function Moved({ line: { debit, credit } }: { line: Line }) {
  const t = useWords("charges");
  return cents(debit.amount) === 0 ? <>{t("books.credit")} <Money value={credit} /></> : <>{t("books.debit")} <Money value={debit} /></>;
}

/** Whose account a line is of. */
function Of({ line: { member, creditor } }: { line: Line }) {
  return member ? <Link className={styles.link} to={`/members/${member}`}>{member}</Link> : <>{creditor ?? ""}</>;
}
