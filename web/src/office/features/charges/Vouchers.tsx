/** Vouchers: balanced entries that no act of the dairy makes by itself, each put into the books by two officials. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Frame } from "./Frame";
import { VoucherProposal } from "./VoucherProposal";
import styles from "./charges.module.css";

type One = Schemas["VoucherAnswer"];

export function Vouchers() {
  const t = useWords("charges");
  const [reads, proposes] = [useMay("journal.read"), useMay("vouchers.propose")];
  const asked = api.useInfiniteQuery("get", "/api/v1/vouchers", { params: { query: { limit: 100 } } }, { ...PAGES, enabled: reads });
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const begin = proposes ? <Button component={Link} to="/charges/vouchers/new">{t("voucher.new")}</Button> : null;
  if (!reads) return <Forbidden permissions={["journal.read"]} />;
  return (
    <Frame title={t("way.vouchers")} actions={begin}>
      <Ask asked={{ ...asked, data: rows }} waiting={<Waiting rows={6} height={40} />} empty={{ when: (found) => found.length === 0, show: <Panel><Empty title={t("voucher.none")} text={t("voucher.noneText")}>{begin}</Empty></Panel> }}>
        {(found) => <Lists items={found} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Frame>
  );
}

function Lists({ items, more }: { items: readonly One[]; more: (() => void) | undefined }) {
  const t = useWords("charges");
  const waiting = items.filter((one) => one.state === "proposed");
  const decided = items.filter((one) => one.state !== "proposed");
  const columns: Column<One>[] = [
    { id: "text", title: t("text"), gives: true, cell: (one) => <>{one.text}<span className={styles.under}><Day date={one.day} short /></span></> },
    { id: "day", title: t("day"), minor: true, cell: (one) => <Day date={one.day} /> },
    { id: "reference", title: t("reference"), minor: true, cell: (one) => one.reference ?? "" },
    { id: "by", title: t("proposedBy"), minor: true, cell: (one) => <Principal of={one.proposed_by} /> },
    { id: "state", title: t("state"), cell: (one) => <span><State of={one.state} /></span> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <>
      {waiting.length > 0 ? <Panel title={t("waits")}><div className={styles.proposals}>{waiting.map((one) => <VoucherProposal key={one.id} voucher={one} look />)}</div></Panel> : null}
      {decided.length > 0 ? <Panel flush><DataTable caption={t("way.vouchers")} columns={columns} rows={decided} rowKey={(one) => one.id} to={(one) => `/charges/vouchers/${one.id}`} more={more} /></Panel> : null}
    </>
  );
}
