/** Price differences: a bonus, or another price for milk that was priced already; each by two officials. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { useCentres } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { DifferenceProposal } from "./DifferenceProposal";
import { Frame } from "./Frame";
import styles from "./prices.module.css";

export type Difference = Schemas["PriceDifference"];

export function Differences() {
  const t = useWords("prices");
  const proposes = useMay("differences.propose");
  const asked = api.useInfiniteQuery("get", "/api/v1/price-differences", { params: { query: { limit: 100 } } }, PAGES);
  const all = asked.data?.pages.flatMap((page) => page.items);
  const begin = proposes ? <Button component={Link} to="/prices/differences/new">{t("difference.new")}</Button> : null;
  return (
    <Frame title={t("way.differences")} actions={begin}>
      <Ask asked={{ ...asked, data: all }} waiting={<Waiting rows={5} height={44} />}
        empty={{ when: (items) => items.length === 0, show: <Panel><Empty title={t("difference.none")} text={t("difference.noneText")}>{begin}</Empty></Panel> }}>
        {(items) => <Lists items={items} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Frame>
  );
}

function Lists({ items, more }: { items: readonly Difference[]; more: (() => void) | undefined }) {
  const t = useWords("prices");
  const centres = useCentres();
  const waiting = items.filter((one) => one.state === "proposed");
  const decided = items.filter((one) => one.state !== "proposed");
  const columns: Column<Difference>[] = [
    { id: "name", title: t("difference.name"), cell: (one) => one.name },
    { id: "kind", title: t("difference.kind"), minor: true, cell: (one) => t(`difference.kinds.${one.kind}`) },
    { id: "days", title: t("difference.days"), minor: true, cell: (one) => <><Day date={one.from} short /> – <Day date={one.to} short /></> },
    { id: "centre", title: t("centre"), minor: true, cell: (one) => centres.name(one.centre) },
    { id: "state", title: t("state"), cell: (one) => <State of={one.state} /> },
    { id: "members", title: t("difference.members"), figure: true, minor: true, cell: (one) => <Count value={one.members} /> },
    { id: "amount", title: t("difference.amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <>
      {waiting.length > 0 ? (
        <Panel title={t("standing.proposed")}><div className={styles.proposals}>{waiting.map((one) => <DifferenceProposal key={one.id} difference={one} />)}</div></Panel>
      ) : null}
      {decided.length > 0 ? (
        <Panel title={t("difference.decided")} flush>
          <DataTable caption={t("way.differences")} columns={columns} rows={decided} rowKey={(one) => one.id} to={(one) => `/prices/differences/${one.id}`} more={more} />
        </Panel>
      ) : null}
    </>
  );
}
