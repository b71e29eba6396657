/** One price: its rules and matrix, both signatures, and what it would make of the milk of the last period. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Downloads } from "@office/parts/Downloads";
import { Facts } from "@office/parts/Facts";
import { useCentres } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { TwoSeats } from "@office/parts/TwoSeats";
import { Waiting } from "@office/parts/Waiting";
import { BackTo } from "@office/parts/Ways";
import { Button } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link, useParams } from "react-router";

import { bodyOf } from "./draft";
import { Frame } from "./Frame";
import { MatrixTable } from "./MatrixTable";
import { PriceProposal } from "./PriceProposal";
import styles from "./prices.module.css";
import { WhatIf } from "./WhatIf";

type One = Schemas["PriceWithMatrix"];

export function PricePage() {
  const t = useWords("prices");
  const { id = "" } = useParams();
  const proposes = useMay("prices.propose");
  const asked = api.useQuery("get", "/api/v1/prices/{id}", { params: { path: { id } } });
  const centres = useCentres();
  const title = asked.data ? t("one.of", { centre: centres.name(asked.data.centre) }) : t("one.title");
  return (
    <Frame title={title} above={<BackTo to="/prices">{t("one.all")}</BackTo>} beside={asked.data ? <State of={asked.data.state} /> : null}
      actions={proposes ? <Button component={Link} to={`/prices/new?as=${id}`} variant="default">{t("one.again")}</Button> : null}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={48} />}>{(price) => <Content price={price} />}</Ask>
    </Frame>
  );
}

function Content({ price }: { price: One }) {
  const t = useWords("prices");
  const centres = useCentres();
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        <Panel title={t("one.what")}>
          <Facts wide rows={[
            [t("perLitre"), <span key="price" className={styles.big}><Money value={price.price_per_litre} /></span>], [t("centre"), centres.name(price.centre)],
            [t("from"), <Day key="from" date={price.effective_from} />],
          ]} />
          {price.text ? <p className={styles.said}><span>{t("text")}</span>{price.text}</p> : null}
          {price.warning ? <Note title={t("warning")}>{price.warning}</Note> : null}
        </Panel>
        {price.grades.length > 0 ? <Grades price={price} /> : null}
        {price.slabs.length > 0 ? <Slabs price={price} /> : null}
        {price.matrix.length > 0 ? (
          <Panel title={t("matrix.title")} beside={<span className={styles.row}><Downloads address={`/api/v1/prices/${price.id}/matrix`} what={t("matrix.title")} /></span>}>
            <MatrixTable cells={price.matrix} />
          </Panel>
        ) : null}
        <WhatIf body={bodyOf(price)} />
      </div>
      <aside className={styles.aside} aria-label={t("one.seats")}><Seats price={price} /></aside>
    </div>
  );
}

function Seats({ price }: { price: One }) {
  const t = useWords("prices");
  const principal = usePrincipal();
  if (price.state === "proposed") return <PriceProposal price={price} look={false} />;
  const second = price.decided_by ? { who: principal(price.decided_by), at: price.decided_at } : null;
  return (
    <>
      <TwoSeats first={{ who: principal(price.proposed_by), at: price.proposed_at }} firstName={t("proposedBy")} second={second}
        secondName={t(price.state === "refused" ? "refusedBy" : "approvedBy")} />
      {price.refusal ? <Note tone="bad" title={t("why")}>{price.refusal}</Note> : null}
    </>
  );
}

function Grades({ price }: { price: One }) {
  const t = useWords("prices");
  const columns: Column<One["grades"][number]>[] = [
    { id: "grade", title: t("grade"), cell: (step) => step.grade },
    { id: "amount", title: t("steps.amount"), figure: true, cell: (step) => <Money value={step.amount} /> },
  ];
  return <Panel title={t("grades.title")} flush><DataTable caption={t("grades.title")} columns={columns} rows={price.grades} rowKey={(step) => step.grade} /></Panel>;
}

function Slabs({ price }: { price: One }) {
  const t = useWords("prices");
  const columns: Column<One["slabs"][number]>[] = [
    { id: "from", title: t("slabs.from"), cell: (slab) => <Litres value={slab.litres_from} /> },
    { id: "amount", title: t("steps.amount"), figure: true, cell: (slab) => <Money value={slab.amount} /> },
  ];
  return (
    <Panel title={t("slabs.title")} flush>
      <DataTable caption={t("slabs.title")} columns={columns} rows={price.slabs} rowKey={(slab) => slab.litres_from} />
      <p className={styles.inset}>{t(`slabs.way.${price.slab_way}`)}</p>
    </Panel>
  );
}
