/** A price to propose: flat, by grade, by fat and SNF, by volume; held against the last period's milk first. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Forbidden } from "@office/parts/Forbidden";
import { CentreField, DayField, MoneyField, useCentres } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, TextInput } from "@mantine/core";
import { api, client, newKey } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { businessDate, day, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { draftOf, emptyDraft, forgetDraft, keepDraft, keptDraft, readDraft, type Body, type Draft } from "./draft";
import { Frame } from "./Frame";
import { NO_GRID } from "./matrix";
import { MatrixEditor } from "./MatrixEditor";
import styles from "./prices.module.css";
import { GradeLines, SlabLines } from "./Steps";
import { WhatIf } from "./WhatIf";

const tomorrow = () => daysLater(businessDate(), 1);

export function NewPrice() {
  const t = useWords("prices");
  const [search] = useSearchParams();
  const id = search.get("as");
  const other = api.useQuery("get", "/api/v1/prices/{id}", { params: { path: { id: id ?? "" } } }, { enabled: id !== null });
  if (!useMay("prices.propose")) return <Forbidden permissions={["prices.propose"]} />;
  return (
    <Frame title={t("new.title")} above={<BackTo to="/prices">{t("one.all")}</BackTo>}>
      {id === null ? <Form begin={keptDraft() ?? emptyDraft(tomorrow())} /> : <Ask asked={other}>{(price) => <Form key={price.id} begin={draftOf(price, tomorrow())} />}</Ask>}
    </Frame>
  );
}

function Form({ begin }: { begin: Draft }) {
  const t = useWords("prices");
  const f = useWords("forms");
  const [draft, setDraft] = useState(begin);
  const [looked, setLooked] = useState(false);
  const [asks, setAsks] = useState(false);
  const { body, faults } = readDraft(draft);
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    keepDraft(next);
    setDraft(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (body) setAsks(true);
  };
  const shown = looked ? faults : null;
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <Panel title={t("new.flat")}>
        <div className={styles.fields}>
          <MoneyField label={t("perLitre")} value={draft.flat} onChange={(flat) => change({ flat })} error={shown?.flat ? f("noAmount") : undefined}
            description={draft.grid ? t("new.belowMatrix") : undefined} />
          <CentreField label={t("centre")} value={draft.centre} onChange={(centre) => change({ centre })} />
          <DayField label={t("from")} value={draft.from} onChange={(from) => change({ from })} error={shown?.from ? f("noDay") : undefined} />
          <TextInput label={t("text")} description={t("new.textText")} inputWrapperOrder={["label", "input", "description"]} value={draft.text} maxLength={100} autoComplete="off"
            onChange={(event) => change({ text: event.currentTarget.value })} />
        </div>
      </Panel>
      <Panel title={t("matrix.title")}>
        {draft.grid ? <MatrixEditor grid={draft.grid} onChange={(grid) => change({ grid })} faults={faults.matrix} />
          : <><p className={styles.soft}>{t("matrix.text")}</p><Button mt="xs" variant="default" onClick={() => change({ grid: NO_GRID })}>{t("matrix.begin")}</Button></>}
      </Panel>
      <div className={styles.two}>
        <Panel title={t("grades.title")}><GradeLines lines={draft.grades} onChange={(grades) => change({ grades })} faults={shown?.grades ?? []} /></Panel>
        <Panel title={t("slabs.title")}>
          <SlabLines lines={draft.slabs} way={draft.way} onChange={(slabs, way) => change({ slabs, way })} faults={shown?.slabs ?? []} />
        </Panel>
      </div>
      <WhatIf body={body} />
      <div className={styles.row}>
        <Button type="submit" size="md">{t("new.propose")}</Button>
        <Button variant="subtle" size="md" onClick={() => { forgetDraft(); setDraft(emptyDraft(tomorrow())); setLooked(false); }}>{t("new.clear")}</Button>
      </div>
      {looked && !body ? <p role="alert" className={styles.less}>{t("new.faulty")}</p> : null}
      {body && asks ? <Confirm body={body} close={() => setAsks(false)} /> : null}
    </form>
  );
}

function Confirm({ body, close }: { body: Body; close: () => void }) {
  const t = useWords("prices");
  const centres = useCentres();
  const go = useNavigate();
  const [id] = useState(newKey);
  const propose = useMoneyAct((given: Body, headers) => client.POST("/api/v1/prices", { headers, body: { ...given, id } }), () => {
    forgetDraft();
    void go(`/prices/${id}`);
  });
  return (
    <ConfirmMoney opened onClose={close} onConfirm={() => propose.mutate(body)} title={t("new.confirm")} verb={t("new.propose")}
      pending={propose.isPending} problem={propose.error} other={{ as: t("approvedBy"), name: t("new.another") }}>
      <p><strong><Money value={body.price_per_litre} /></strong> {t("new.says", { centre: centres.name(body.centre ?? null), day: day(body.effective_from) })}</p>
      <p>{t("new.rules", { cells: body.matrix?.length ?? 0, grades: body.grades?.length ?? 0, slabs: body.slabs?.length ?? 0 })}</p>
    </ConfirmMoney>
  );
}
