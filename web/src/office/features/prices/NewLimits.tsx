/** Limits to propose: begun with the preset, whose figures somebody verifies one by one before they are proposed. */
import { Ask } from "@office/parts/Ask";
import { Forbidden } from "@office/parts/Forbidden";
import { readMeasure } from "@office/parts/forms/amount";
import { DayField } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Select, TextInput } from "@mantine/core";
import { api, client, newKey, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import { Frame } from "./Frame";
import { limitsOf, type LimitLine } from "./limits";
import { LimitLines } from "./LimitLines";
import styles from "./prices.module.css";

export function NewLimits() {
  const t = useWords("prices");
  const asked = api.useQuery("get", "/api/v1/limits/preset", undefined, { staleTime: Infinity });
  if (!useMay("limits.propose")) return <Forbidden permissions={["limits.propose"]} />;
  return (
    <Frame title={t("limits.new")} above={<BackTo to="/prices/limits">{t("limits.all")}</BackTo>}>
      <Ask asked={asked}>{(preset) => <Form preset={preset} />}</Ask>
    </Frame>
  );
}

function Form({ preset }: { preset: Schemas["Preset"] }) {
  const t = useWords("prices");
  const f = useWords("forms");
  const go = useNavigate();
  const [id] = useState(newKey);
  const [name, setName] = useState("");
  const [from, setFrom] = useState(daysLater(businessDate(), 1));
  const [formula, setFormula] = useState(preset.formula.name);
  const [lines, setLines] = useState<LimitLine[]>(() => preset.limits.map((limit) => ({ ...limit, at_least: limit.at_least ?? "", at_most: limit.at_most ?? "", verified: false })));
  const [looked, setLooked] = useState(false);
  const limits = limitsOf(lines);
  const unverified = lines.filter((line) => !line.verified).length;
  const propose = useMoneyAct((body: Schemas["NewLimits"], headers) => client.POST("/api/v1/limits", { headers, body }), () => void go("/prices/limits"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (limits && unverified === 0 && name.trim() && from) propose.mutate({ id, name: name.trim(), effective_from: from, formula: { name: formula }, limits });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <Note title={t("limits.verify")}>{preset.text}</Note>
      <Panel>
        <div className={styles.fields}>
          <TextInput label={t("limits.name")} description={t("limits.nameText")} inputWrapperOrder={["label", "input", "description", "error"]} value={name} maxLength={60} autoComplete="off" error={looked && !name.trim() ? f("needed") : undefined} onChange={(event) => setName(event.currentTarget.value)} />
          <DayField label={t("from")} value={from} onChange={setFrom} error={looked && !from ? f("noDay") : undefined} />
          <Select label={t("limits.formulaName")} data={preset.formulas.map((one) => one.name)} value={formula} allowDeselect={false} onChange={(chosen) => setFormula(chosen ?? preset.formula.name)} />
        </div>
      </Panel>
      <Panel title={t("limits.lines", { count: lines.length })} flush><LimitLines lines={lines} onChange={setLines} wrong={(text) => looked && text.trim() !== "" && readMeasure(text) === null} /></Panel>
      {propose.error ? <ProblemNote problem={propose.error} /> : null}
      {looked && unverified > 0 ? <Note tone="bad" title={t("limits.unverified", { count: unverified })} /> : null}
      <div><Button type="submit" loading={propose.isPending}>{t("new.propose")}</Button></div>
    </form>
  );
}
