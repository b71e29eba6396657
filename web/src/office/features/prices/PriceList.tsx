/** All prices: what waits for a second official first, then what holds now, what comes, what held before. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Empty } from "@office/parts/Empty";
import { useCentres } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Waiting } from "@office/parts/Waiting";
import { Button, SegmentedControl } from "@mantine/core";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link, useSearchParams } from "react-router";

import { Frame } from "./Frame";
import { isStanding, STANDINGS, standing, type Price, type Standing } from "./price";
import { PriceProposal } from "./PriceProposal";
import styles from "./prices.module.css";
import { Rules } from "./Rules";

export function PriceList() {
  const t = useWords("prices");
  const proposes = useMay("prices.propose");
  const asked = api.useQuery("get", "/api/v1/prices");
  const actions = proposes ? (
    <>
      <Button component={Link} to="/prices/upload" variant="default">{t("upload.title")}</Button>
      <Button component={Link} to="/prices/new">{t("new.title")}</Button>
    </>
  ) : null;
  return (
    <Frame actions={actions}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={48} />}
        empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("none")} text={t("noneText")}>{proposes ? <Button component={Link} to="/prices/new">{t("new.title")}</Button> : null}</Empty></Panel> }}>
        {({ items }) => <Standings all={items} />}
      </Ask>
    </Frame>
  );
}

function Standings({ all }: { all: readonly Price[] }) {
  const t = useWords("prices");
  const [search, setSearch] = useSearchParams();
  const asked = search.get("state");
  const chosen = isStanding(asked) ? asked : "all";
  const today = businessDate();
  const pricesOf = (one: Standing) => all.filter((price) => standing(price, all, today) === one);
  const shown = STANDINGS.filter((one) => chosen === "all" || one === chosen);
  const choices = ["all", ...STANDINGS].map((value) => ({ value, label: t(`standing.${value}`) }));
  return (
    <>
      <div className={styles.sideways}>
        <SegmentedControl aria-label={t("standing.choose")} data={choices} value={chosen} onChange={(value) => setSearch(value === "all" ? {} : { state: value })} />
      </div>
      {shown.map((one) => <Group key={one} of={one} prices={pricesOf(one)} alone={shown.length === 1} />)}
    </>
  );
}

function Group({ of, prices, alone }: { of: Standing; prices: readonly Price[]; alone: boolean }) {
  const t = useWords("prices");
  if (prices.length === 0) return alone ? <Panel><Empty title={t(`empty.${of}`)} /></Panel> : null;
  if (of === "proposed") {
    return <Panel title={t("standing.proposed")}><div className={styles.proposals}>{prices.map((price) => <PriceProposal key={price.id} price={price} />)}</div></Panel>;
  }
  return <Panel title={t(`standing.${of}`)} flush><PriceTable of={of} prices={prices} /></Panel>;
}

function PriceTable({ of, prices }: { of: Standing; prices: readonly Price[] }) {
  const t = useWords("prices");
  const centres = useCentres();
  const columns: Column<Price>[] = [
    { id: "centre", title: t("centre"), width: "18ch", cell: (price) => centres.name(price.centre) },
    { id: "price", title: t("perLitre"), figure: true, width: "16ch", cell: (price) => <Money value={price.price_per_litre} strong={of === "now"} /> },
    { id: "from", title: of === "coming" ? t("comes") : t("since"), width: "20ch", cell: (price) => <DayCell date={price.effective_from} /> },
    { id: "rules", title: t("rules.title"), minor: true, cell: (price) => <Rules price={price} /> },
    { id: "by", title: t("proposedBy"), minor: true, width: "16ch", cell: (price) => <Principal of={price.proposed_by} /> },
    { id: "decided", title: t(of === "refused" ? "refusedBy" : "approvedBy"), minor: true, width: "16ch", cell: (price) => <Principal of={price.decided_by} /> },
    ...(of === "refused" ? [{ id: "why", title: t("why"), cell: (price: Price) => price.refusal ?? "" }] : []),
  ];
  return <DataTable caption={t(`standing.${of}`)} columns={columns} rows={prices} rowKey={(price) => price.id} to={(price) => `/prices/${price.id}`} />;
}
