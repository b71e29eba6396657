/** A charge to make: the member owes from now on. What looks unusual is said afterwards, not refused. */
import { Forbidden } from "@office/parts/Forbidden";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Select, TextInput } from "@mantine/core";
import { api, client, newKey, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { Link, useSearchParams } from "react-router";

import { BASES, KINDS, oneOf, OWN, taking, type Basis, type Kind } from "./charge";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type Body = Schemas["ChargeIn"];
type Given = { member: string; kind: Kind; creditor: string; text: string; reference: string; amount: string; basis: Basis; rate: string; starts: string };

export function NewCharge() {
  const t = useWords("charges");
  const [made, setMade] = useState<{ id: string; text: string; warnings: string[] } | null>(null);
  const [again, setAgain] = useState(0);
  if (!useMay("charges.make")) return <Forbidden permissions={["charges.make"]} />;
  return (
    <Frame title={t("new.title")} above={<BackTo to="/charges">{t("all")}</BackTo>}>
      <div role="status">
        {made ? (
          <Note tone={made.warnings.length > 0 ? "warm" : "good"} title={t("new.made")}>
            <Link className={styles.link} to={`/charges/${made.id}`}>{made.text}</Link>
            {made.warnings.length > 0 ? <ul>{made.warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul> : null}
          </Note>
        ) : null}
      </div>
      <Panel><Form key={again} done={(one) => { setMade(one); setAgain(again + 1); }} /></Panel>
    </Frame>
  );
}

function Form({ done }: { done: (made: { id: string; text: string; warnings: string[] }) => void }) {
  const t = useWords("charges");
  const f = useWords("forms");
  const [search] = useSearchParams();
  const [id] = useState(newKey);
  const [given, setGiven] = useState<Given>({ member: search.get("member") ?? "", kind: "feed", creditor: "", text: "", reference: "", amount: "", basis: "all", rate: "", starts: businessDate() });
  const [looked, setLooked] = useState(false);
  const creditors = api.useQuery("get", "/api/v1/creditors");
  const set = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const amount = readMoney(given.amount);
  const taken = taking(given.basis, given.rate);
  const endless = given.amount.trim() === "" && given.basis !== "all";
  const make = useMoneyAct((body: Body, headers) => client.POST("/api/v1/charges", { headers, body }), (answer, body) => {
    done({ id, text: `${body.member}: ${body.text}${body.amount ? `, ${money(body.amount.amount)}` : ""}`, warnings: answer?.warnings ?? [] });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!given.member.trim() || !given.text.trim() || !taken || (!amount && !endless) || !given.starts) return;
    make.mutate({
      id, member: given.member.trim(), kind: given.kind, creditor: OWN.includes(given.kind) ? null : given.creditor || null, text: given.text.trim(), reference: given.reference.trim() || null,
      amount: amount ? shillings(amount) : null, starts: given.starts, ...taken,
    });
  };
  const needed = (text: string) => (looked && !text.trim() ? f("needed") : undefined);
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <div className={styles.fields}>
        <TextInput label={t("member")} value={given.member} inputMode="numeric" autoComplete="off" error={needed(given.member)} onChange={(event) => set({ member: event.currentTarget.value })} />
        <Select label={t("kind")} data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} value={given.kind} allowDeselect={false} onChange={(value) => set({ kind: oneOf(KINDS, value, "other") })} />
        {OWN.includes(given.kind) ? null : (
          <Select label={t("creditor")} data={[{ value: "", label: t("own") }, ...(creditors.data?.items.map((one) => ({ value: one.code, label: one.name })) ?? [])]} value={given.creditor} allowDeselect={false} onChange={(value) => set({ creditor: value ?? "" })} />
        )}
        <TextInput label={t("text")} description={t("new.textText")} inputWrapperOrder={["label", "input", "description", "error"]} value={given.text} maxLength={120} autoComplete="off" error={needed(given.text)} onChange={(event) => set({ text: event.currentTarget.value })} />
        <TextInput label={t("reference")} value={given.reference} maxLength={60} autoComplete="off" onChange={(event) => set({ reference: event.currentTarget.value })} />
        <MoneyField label={t("amount")} description={given.basis === "all" ? undefined : t("new.endless")} value={given.amount} onChange={(value) => set({ amount: value })} error={looked && !amount && !endless ? f("noAmount") : undefined} />
        <Select label={t("taken")} data={BASES.map((value) => ({ value, label: t(`basis.${value}`) }))} value={given.basis} allowDeselect={false} onChange={(value) => set({ basis: oneOf(BASES, value, "all") })} />
        {given.basis === "all" ? null : (
          <TextInput label={t(given.basis === "share" ? "basis.percent" : "basis.rate")} value={given.rate} inputMode="decimal" autoComplete="off" error={looked && !taken ? f("noFigure") : undefined} onChange={(event) => set({ rate: event.currentTarget.value })} />
        )}
        <DayField label={t("starts")} value={given.starts} onChange={(starts) => set({ starts })} error={needed(given.starts)} />
      </div>
      {make.error ? <ProblemNote problem={make.error} /> : null}
      <div><Button type="submit" loading={make.isPending}>{t("new.go")}</Button></div>
    </form>
  );
}
