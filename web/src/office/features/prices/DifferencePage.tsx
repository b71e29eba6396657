/** One price difference: what it is, both seats, and what each member got. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Facts } from "@office/parts/Facts";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { DeliveryStory } from "@office/parts/Story";
import { TwoSeats } from "@office/parts/TwoSeats";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Litres, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import { DifferenceProposal, What } from "./DifferenceProposal";
import { Frame } from "./Frame";
import styles from "./prices.module.css";

type One = Schemas["PriceDifferenceWithStory"];

export function DifferencePage() {
  const t = useWords("prices");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/price-differences/{id}", { params: { path: { id } } });
  return (
    <Frame title={asked.data?.name ?? t("way.differences")} above={<BackTo to="/prices/differences">{t("difference.all")}</BackTo>}
      beside={asked.data ? <State of={asked.data.state} /> : null}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={48} />}>{(difference) => <Content difference={difference} />}</Ask>
    </Frame>
  );
}

function Content({ difference }: { difference: One }) {
  const t = useWords("prices");
  const reads = useMay("balances.read");
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Panel title={t("one.what")}>
          <Facts wide rows={[
            [t("difference.amount"), <span key="amount" className={styles.big}><Money value={difference.amount} /></span>],
            [t("difference.kind"), t(`difference.kinds.${difference.kind}`)], [t("difference.members"), <Count key="members" value={difference.members} />],
            [t("litres"), difference.litres ? <Litres key="litres" value={difference.litres} /> : null],
          ]} />
          <p className={styles.said}><span>{t("difference.what")}</span><What difference={difference} /></p>
        </Panel>
        {reads ? <Members id={difference.id} /> : null}
        <Panel title={t("story")}><DeliveryStory chapters={difference.story} /></Panel>
      </div>
      <aside className={styles.aside} aria-label={t("one.seats")}><Seats difference={difference} /></aside>
    </div>
  );
}

function Seats({ difference }: { difference: One }) {
  const t = useWords("prices");
  const principal = usePrincipal();
  if (difference.state === "proposed") return <DifferenceProposal difference={difference} look={false} />;
  return (
    <>
      <TwoSeats first={{ who: principal(difference.proposed_by), at: difference.proposed_at }} firstName={t("proposedBy")}
        second={difference.decided_by ? { who: principal(difference.decided_by), at: difference.decided_at } : null} secondName={t(difference.state === "refused" ? "refusedBy" : "approvedBy")} />
      {difference.reason ? <Note tone="bad" title={t("why")}>{difference.reason}</Note> : null}
    </>
  );
}

function Members({ id }: { id: string }) {
  const t = useWords("prices");
  const asked = api.useInfiniteQuery("get", "/api/v1/price-differences/{id}/members", { params: { path: { id }, query: { limit: 200 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Schemas["DifferenceOfMember"]>[] = [
    { id: "member", title: t("member"), cell: (one) => one.member },
    { id: "text", title: t("text"), gives: true, cell: (one) => one.text },
    { id: "amount", title: t("difference.amount"), figure: true, cell: (one) => <Money value={one.amount} /> },
  ];
  return (
    <Panel title={t("difference.members")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("difference.nobody")} /></div> }}>
        {(found) => <DataTable caption={t("difference.members")} columns={columns} rows={found} rowKey={(one) => one.adjustment} rowHeight={41} to={(one) => `/members/${one.member}`}
          more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}
