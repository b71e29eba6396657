/** One voucher: its lines, both signatures, its story. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { DeliveryStory } from "@office/parts/Story";
import { TwoSeats } from "@office/parts/TwoSeats";
import { BackTo } from "@office/parts/Ways";
import { api, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import styles from "./charges.module.css";
import { Frame } from "./Frame";
import { useAccounts } from "./useAccounts";
import { VoucherProposal } from "./VoucherProposal";

type One = Schemas["VoucherWithStory"];

export function VoucherPage() {
  const t = useWords("charges");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/vouchers/{id}", { params: { path: { id } } });
  return (
    <Frame title={asked.data?.text ?? t("way.vouchers")} above={<BackTo to="/charges/vouchers">{t("way.vouchers")}</BackTo>} beside={asked.data ? <State of={asked.data.state} /> : null}>
      <Ask asked={asked}>{(voucher) => <Content voucher={voucher} />}</Ask>
    </Frame>
  );
}

function Content({ voucher }: { voucher: One }) {
  const t = useWords("charges");
  const principal = usePrincipal();
  const accounts = useAccounts();
  const columns: Column<One["lines"][number]>[] = [
    { id: "account", title: t("books.account"), cell: (line) => `${accounts.name(line.account)}${line.creditor ? `, ${line.creditor}` : ""}` },
    { id: "debit", title: t("books.debit"), figure: true, cell: (line) => <Money value={line.debit} /> },
    { id: "credit", title: t("books.credit"), figure: true, cell: (line) => <Money value={line.credit} /> },
  ];
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Panel title={t("voucher.lines")} beside={<Day date={voucher.day} />} flush><DataTable caption={t("voucher.lines")} columns={columns} rows={voucher.lines} rowKey={(line) => `${line.account} ${line.creditor} ${line.debit.amount} ${line.credit.amount}`} to={(line) => `/charges/books/${line.account}`} /></Panel>
        <Panel title={t("story")}><DeliveryStory chapters={voucher.story} /></Panel>
      </div>
      <aside className={styles.aside} aria-label={t("approvedBy")}>
        {voucher.state === "proposed" ? <VoucherProposal voucher={voucher} /> : (
          <TwoSeats first={{ who: principal(voucher.proposed_by), at: voucher.proposed_at }} firstName={t("proposedBy")} second={voucher.decided_by ? { who: principal(voucher.decided_by), at: voucher.decided_at } : null}
            secondName={t(voucher.state === "refused" ? "refusedBy" : "approvedBy")} />
        )}
        {voucher.reason ? <Note tone="bad" title={t("why")}>{voucher.reason}</Note> : null}
      </aside>
    </div>
  );
}
