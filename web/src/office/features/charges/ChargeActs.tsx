/** What can be done about a charge: a payment is recorded, a change proposed for a second official, an endless one stopped. */
import { ActButton, type Said } from "@office/parts/ActButton";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { BASES, HOWS, oneOf, taking, type Basis, type Charge } from "./charge";
import styles from "./charges.module.css";

const CHANGES = ["extend", "write-off", "cancel"] as const;
type Change = (typeof CHANGES)[number];

export function ChargeActs({ charge }: { charge: Charge }) {
  const t = useWords("charges");
  const [makes, proposes] = [useMay("charges.make"), useMay("charges.propose_change")];
  const [opened, setOpened] = useState<"payment" | "change" | null>(null);
  const params = { path: { id: charge.id } };
  const stop = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/charges/{id}/stop", { params, headers, body: { reason } }));
  if (charge.state === "ended") return null;
  return (
    <div className={styles.acts}>
      {makes && charge.remaining ? <Button variant="default" onClick={() => setOpened("payment")}>{t("pay.title")}</Button> : null}
      {proposes && !charge.proposed_change && charge.remaining ? <Button variant="default" onClick={() => setOpened("change")}>{t("change.title")}</Button> : null}
      {makes && !charge.amount ? <ActButton label={t("stop.title")} title={t("stop.question")} act={stop} danger reason={{ label: t("why"), description: t("whyText") }} /> : null}
      {opened === "payment" ? <Payment charge={charge} close={() => setOpened(null)} /> : null}
      {opened === "change" ? <ProposeChange charge={charge} close={() => setOpened(null)} /> : null}
    </div>
  );
}

function Payment({ charge, close }: { charge: Charge; close: () => void }) {
  const t = useWords("charges");
  const [given, setGiven] = useState({ amount: charge.remaining?.amount ?? "", how: "cash", reference: "", day: businessDate() });
  const amount = readMoney(given.amount);
  const pay = useMoneyAct((body: Schemas["PaymentIn"], headers) => client.POST("/api/v1/charges/{id}/payment", { params: { path: { id: charge.id } }, headers, body }), close);
  const confirm = () => amount && pay.mutate({ amount: shillings(amount), how: oneOf(HOWS, given.how, "cash"), reference: given.reference.trim(), day: given.day });
  return (
    <ConfirmMoney opened onClose={close} onConfirm={confirm} title={t("pay.question")} verb={t("pay.go")} sum={amount ?? undefined} other={{ as: t("member"), name: charge.member }}
      pending={pay.isPending} problem={pay.error} disabled={!amount || !given.reference.trim()}>
      <Stack gap="xs">
        <MoneyField label={t("amount")} value={given.amount} onChange={(value) => setGiven({ ...given, amount: value })} />
        <Select label={t("how")} data={HOWS.map((value) => ({ value, label: t(`hows.${value}`) }))} value={given.how} allowDeselect={false} onChange={(how) => setGiven({ ...given, how: how ?? "cash" })} />
        <TextInput label={t("pay.reference")} value={given.reference} maxLength={60} autoComplete="off" onChange={(event) => setGiven({ ...given, reference: event.currentTarget.value })} />
        <DayField label={t("day")} value={given.day} max={businessDate()} onChange={(value) => setGiven({ ...given, day: value })} />
      </Stack>
    </ConfirmMoney>
  );
}

function ProposeChange({ charge, close }: { charge: Charge; close: () => void }) {
  const t = useWords("charges");
  const [change, setChange] = useState<Change>("extend");
  const [basis, setBasis] = useState<Basis>(charge.basis);
  const [given, setGiven] = useState({ rate: charge.rate?.amount ?? String(charge.share_percent ?? ""), starts: businessDate(), amount: "", reason: "" });
  const taken = taking(basis, given.rate);
  const amount = readMoney(given.amount);
  const isWhole = change === "extend" ? taken !== null && given.starts !== "" : given.amount.trim() === "" || amount !== null;
  const propose = useMoneyAct((body: Schemas["ChangeIn"], headers) => client.POST("/api/v1/charges/{id}/change", { params: { path: { id: charge.id } }, headers, body }), close);
  const body = (): Schemas["ChangeIn"] => change === "extend"
    ? { change, reason: given.reason.trim(), ...taken, starts: given.starts }
    : { change, reason: given.reason.trim(), amount: amount ? shillings(amount) : null };
  return (
    <ConfirmMoney opened onClose={close} onConfirm={() => propose.mutate(body())} title={t("change.question")} verb={t("propose")} sum={charge.remaining ?? undefined}
      other={{ as: t("approvedBy"), name: t("another") }} pending={propose.isPending} problem={propose.error} disabled={!isWhole || !given.reason.trim()}>
      <Stack gap="xs">
        <Select label={t("change.what")} data={CHANGES.map((value) => ({ value, label: t(`change.${value}`) }))} value={change} allowDeselect={false} onChange={(value) => setChange(oneOf(CHANGES, value, "extend"))} />
        {change === "extend" ? (
          <>
            <Select label={t("taken")} data={BASES.map((value) => ({ value, label: t(`basis.${value}`) }))} value={basis} allowDeselect={false} onChange={(value) => setBasis(oneOf(BASES, value, "run"))} />
            {basis === "all" ? null : <TextInput label={t(basis === "share" ? "basis.percent" : "basis.rate")} value={given.rate} inputMode="decimal" autoComplete="off" onChange={(event) => setGiven({ ...given, rate: event.currentTarget.value })} />}
            <DayField label={t("starts")} value={given.starts} onChange={(starts) => setGiven({ ...given, starts })} />
          </>
        ) : <MoneyField label={t("amount")} description={t("change.wholeText")} value={given.amount} onChange={(value) => setGiven({ ...given, amount: value })} />}
        <TextInput label={t("why")} description={t("whyText")} value={given.reason} maxLength={200} autoComplete="off" onChange={(event) => setGiven({ ...given, reason: event.currentTarget.value })} />
      </Stack>
    </ConfirmMoney>
  );
}
