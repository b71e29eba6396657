/** A charge of everybody to propose. One over the law's cap is warned of. */
import { Forbidden } from "@office/parts/Forbidden";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { CentreField, DayField, MoneyField } from "@office/parts/forms/fields";
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

import { KINDS, oneOf, OWN, type Kind } from "./charge";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type Body = Schemas["StandingIn"];

export function NewStanding() {
  const t = useWords("charges");
  const [warnings, setWarnings] = useState<string[]>([]);
  const go = useNavigate();
  if (!useMay("charges.propose_change")) return <Forbidden permissions={["charges.propose_change"]} />;
  return (
    <Frame title={t("standing.new")} above={<BackTo to="/charges/standing">{t("way.standing")}</BackTo>}>
      {warnings.length > 0
        ? <Note title={t("standing.warned")}><ul>{warnings.map((one) => <li key={one}>{one}</li>)}</ul><Button size="xs" variant="default" onClick={() => void go("/charges/standing")}>{t("standing.seen")}</Button></Note>
        : <Panel><Form done={(said) => (said.length > 0 ? setWarnings(said) : void go("/charges/standing"))} /></Panel>}
    </Frame>
  );
}

function Form({ done }: { done: (warnings: string[]) => void }) {
  const t = useWords("charges");
  const f = useWords("forms");
  const [id] = useState(newKey);
  const [looked, setLooked] = useState(false);
  const [given, setGiven] = useState({ kind: "transport" as Kind, creditor: "", text: "", basis: "litre" as Body["basis"], rate: "", centre: "", from: daysLater(businessDate(), 1) });
  const creditors = api.useQuery("get", "/api/v1/creditors");
  const rate = readMoney(given.rate);
  const set = (part: Partial<typeof given>) => setGiven({ ...given, ...part });
  const propose = useMoneyAct((body: Body, headers) => client.POST("/api/v1/standing-charges", { headers, body }), (answer) => done(answer?.warnings ?? []));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!rate || !given.text.trim() || !given.from) return;
    propose.mutate({ id, kind: given.kind, creditor: OWN.includes(given.kind) ? null : given.creditor || null, text: given.text.trim(), basis: given.basis, rate: shillings(rate), centre: given.centre || null, effective_from: given.from });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <div className={styles.fields}>
        <Select label={t("kind")} data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} value={given.kind} allowDeselect={false} onChange={(value) => set({ kind: oneOf(KINDS, value, "other") })} />
        {OWN.includes(given.kind) ? null : <Select label={t("creditor")} data={[{ value: "", label: t("own") }, ...(creditors.data?.items.map((one) => ({ value: one.code, label: one.name })) ?? [])]} value={given.creditor} allowDeselect={false} onChange={(value) => set({ creditor: value ?? "" })} />}
        <TextInput label={t("text")} value={given.text} maxLength={120} autoComplete="off" error={looked && !given.text.trim() ? f("needed") : undefined} onChange={(event) => set({ text: event.currentTarget.value })} />
        <Select label={t("taken")} data={(["litre", "run"] as const).map((value) => ({ value, label: t(`basis.${value}`) }))} value={given.basis} allowDeselect={false} onChange={(value) => set({ basis: value === "run" ? "run" : "litre" })} />
        <MoneyField label={t("basis.rate")} value={given.rate} onChange={(value) => set({ rate: value })} error={looked && !rate ? f("noAmount") : undefined} />
        <CentreField label={t("centre")} value={given.centre} onChange={(centre) => set({ centre })} />
        <DayField label={t("from")} value={given.from} onChange={(from) => set({ from })} error={looked && !given.from ? f("noDay") : undefined} />
      </div>
      {propose.error ? <ProblemNote problem={propose.error} /> : null}
      <div><Button type="submit" loading={propose.isPending}>{t("propose")}</Button></div>
    </form>
  );
}
