/** What was put right on members' accounts, one by one and in batches; each by two officials. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { Panel } from "@office/parts/Panel";
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, client, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./charges.module.css";
import { Frame } from "./Frame";

type One = Schemas["Adjustment"];

export function Adjustments() {
  const t = useWords("charges");
  const [reads, proposes] = [useMay("adjustments.read"), useMay("adjustments.propose")];
  if (!reads) return <Forbidden permissions={["adjustments.read"]} />;
  return (
    <Frame title={t("way.adjustments")} actions={proposes ? <Button component={Link} to="/charges/adjustments/new">{t("adjustment.new")}</Button> : null}>
      <Lists />
    </Frame>
  );
}

/** The long list comes when what stands above it is there: nothing moves down under the eyes. */
function Lists() {
  const above = [useWaitingOnes(), useBatches()];
  if (above.some((asked) => asked.isPending)) return <Waiting rows={10} height={40} />;
  return <><WaitingOnes /><Batches /><All /></>;
}

const useWaitingOnes = () => api.useQuery("get", "/api/v1/adjustments", { params: { query: { state: "proposed", limit: 100 } } });
const useBatches = () => api.useInfiniteQuery("get", "/api/v1/adjustments/batches", { params: { query: { limit: 50 } } }, PAGES);

function WaitingOnes() {
  const t = useWords("charges");
  const { data } = useWaitingOnes();
  const single = data?.items.filter((one) => one.batch === null) ?? [];
  if (single.length === 0) return null;
  return <Panel title={t("waits")}><div className={styles.proposals}>{single.map((one) => <Waits key={one.id} one={one} />)}</div></Panel>;
}

function Waits({ one }: { one: One }) {
  const t = useWords("charges");
  const params = { path: { id: one.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/adjustments/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/adjustments/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={`${t(`adjustment.kinds.${one.kind}`)}, ${t("member")} ${one.member}`} by={one.proposed_by ?? ""} at={one.recorded_at} permission="adjustments.approve" approve={approve} refuse={refuse}
      approveTitle={t("adjustment.approve")} refuseTitle={t("adjustment.refuse")}>
      <p className={styles.offer}><strong><Money value={one.amount} /></strong> · <Day date={one.day} /> · <Link className={styles.link} to={`/members/${one.member}`}>{t("member")} {one.member}</Link></p>
      <p className={styles.soft}>{one.reason}</p>
    </Proposal>
  );
}

function Batches() {
  const t = useWords("charges");
  const asked = useBatches();
  const rows = asked.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Schemas["AdjustmentBatch"]>[] = [
    { id: "batch", title: t("batch.name"), cell: (one) => one.batch },
    { id: "count", title: t("batch.count"), figure: true, cell: (one) => <Count value={one.adjustments} /> },
    { id: "waiting", title: t("batch.waiting"), figure: true, cell: (one) => <Count value={one.waiting} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  if (rows.length === 0) return null;
  return (
    <Panel title={t("batch.title")} flush>
      <DataTable caption={t("batch.title")} columns={columns} rows={rows} rowKey={(one) => one.batch} to={(one) => `/charges/adjustments/batches/${encodeURIComponent(one.batch)}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
    </Panel>
  );
}

function All() {
  const t = useWords("charges");
  return <Panel title={t("adjustment.all")} flush><AdjustmentList query={{}} /></Panel>;
}

const stateOf = ({ state }: One) => (state === "granted" ? "approved" : state);

export function AdjustmentList({ query }: { query: { batch?: string } }) {
  const t = useWords("charges");
  const asked = api.useInfiniteQuery("get", "/api/v1/adjustments", { params: { query: { limit: 100, ...query } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<One>[] = [
    { id: "member", title: t("member"), cell: (one) => one.member },
    { id: "kind", title: t("kind"), minor: true, cell: (one) => t(`adjustment.kinds.${one.kind}`) },
    { id: "day", title: t("day"), minor: true, cell: (one) => <Day date={one.day} short /> },
    { id: "reason", title: t("why"), gives: true, cell: (one) => <>{one.reason}<span className={styles.under}><Day date={one.day} short /> <State of={stateOf(one)} /></span></> },
    { id: "state", title: t("state"), minor: true, cell: (one) => <State of={stateOf(one)} at={one.decided_at} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <Ask asked={{ ...asked, data: rows }} waiting={<Waiting rows={6} height={36} />} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("adjustment.none")} text={t("adjustment.noneText")} /></div> }}>
      {(found) => <DataTable caption={t("way.adjustments")} columns={columns} rows={found} rowKey={(one) => one.id} rowHeight={41} to={(one) => `/members/${one.member}`} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
    </Ask>
  );
}
