/** Something to put right on a member's account: proposed here, approved by another official, paid by the next run. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Forbidden } from "@office/parts/Forbidden";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { client, newKey, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { oneOf } from "./charge";
import styles from "./charges.module.css";
import { Frame } from "./Frame";

type Body = Schemas["NewAdjustment"];
const KINDS: readonly Body["kind"][] = ["correction", "bonus", "retro", "savings", "opening", "opening-savings", "other"];

export function NewAdjustment() {
  const t = useWords("charges");
  if (!useMay("adjustments.propose")) return <Forbidden permissions={["adjustments.propose"]} />;
  return <Frame title={t("adjustment.new")} above={<BackTo to="/charges/adjustments">{t("way.adjustments")}</BackTo>}><Panel><Form /></Panel></Frame>;
}

function Form() {
  const t = useWords("charges");
  const f = useWords("forms");
  const go = useNavigate();
  const [search] = useSearchParams();
  const [id] = useState(newKey);
  const [looked, setLooked] = useState(false);
  const [asks, setAsks] = useState(false);
  const [given, setGiven] = useState({ member: search.get("member") ?? "", kind: "correction" as Body["kind"], amount: "", day: businessDate(), batch: "", reason: "" });
  const amount = readMoney(given.amount);
  const set = (part: Partial<typeof given>) => setGiven({ ...given, ...part });
  const isWhole = amount !== null && given.member.trim() !== "" && given.reason.trim() !== "" && given.day !== "";
  const propose = useMoneyAct((body: Body, headers) => client.POST("/api/v1/adjustments", { headers, body }), () => void go("/charges/adjustments"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (isWhole) setAsks(true);
  };
  const needed = (text: string) => (looked && !text.trim() ? f("needed") : undefined);
  const confirm = () => amount && propose.mutate({ id, member: given.member.trim(), kind: given.kind, amount: shillings(amount), day: given.day, batch: given.batch.trim() || null, reason: given.reason.trim() });
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <div className={styles.fields}>
        <TextInput label={t("member")} value={given.member} inputMode="numeric" autoComplete="off" error={needed(given.member)} onChange={(event) => set({ member: event.currentTarget.value })} />
        <Select label={t("kind")} data={KINDS.map((value) => ({ value, label: t(`adjustment.kinds.${value}`) }))} value={given.kind} allowDeselect={false} onChange={(value) => set({ kind: oneOf(KINDS, value, "other") })} />
        <MoneyField label={t("amount")} description={t("adjustment.amountText")} value={given.amount} onChange={(value) => set({ amount: value })} error={looked && !amount ? f("noAmount") : undefined} />
        <DayField label={t("day")} value={given.day} max={businessDate()} onChange={(day) => set({ day })} error={needed(given.day)} />
        <TextInput label={t("adjustment.batch")} value={given.batch} maxLength={60} autoComplete="off" onChange={(event) => set({ batch: event.currentTarget.value })} />
      </div>
      <Textarea label={t("why")} description={t("adjustment.reasonText")} value={given.reason} maxLength={500} autosize minRows={2} error={needed(given.reason)} onChange={(event) => set({ reason: event.currentTarget.value })} />
      <div><Button type="submit">{t("propose")}</Button></div>
      <ConfirmMoney opened={asks} onClose={() => setAsks(false)} onConfirm={confirm} title={t("adjustment.question")} verb={t("propose")} sum={amount ?? undefined} other={{ as: t("member"), name: given.member }}
        pending={propose.isPending} problem={propose.error}>{t("adjustment.next")}</ConfirmMoney>
    </form>
  );
}
