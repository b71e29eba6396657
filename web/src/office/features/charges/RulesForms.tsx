/** Deduction rules to propose, and a cap of the law to enter with its source. */
import { readMeasure, readMoney, shillings } from "@office/parts/forms/amount";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { client, newKey, type Schemas } from "@shared/api/client";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { KINDS, oneOf, type Kind } from "./charge";

export function NewRules() {
  const t = useWords("charges");
  const [id, setId] = useState<string | null>(null);
  return <><Button onClick={() => setId(newKey())}>{t("rules.new")}</Button>{id ? <RulesForm id={id} close={() => setId(null)} /> : null}</>;
}

function RulesForm({ id, close }: { id: string; close: () => void }) {
  const t = useWords("charges");
  const [given, setGiven] = useState({ from: daysLater(businessDate(), 1), share: "", home: "0" });
  const home = readMoney(given.home);
  const share = given.share.trim() ? readMeasure(given.share) : null;
  const propose = useMoneyAct((body: Schemas["RulesIn"], headers) => client.POST("/api/v1/deduction-rules", { headers, body }), close);
  const isWhole = home !== null && given.from !== "" && (given.share.trim() === "" || share !== null);
  return (
    <ConfirmMoney opened onClose={close} onConfirm={() => home && propose.mutate({ id, effective_from: given.from, max_share_percent: share, minimum_take_home: shillings(home) })} title={t("rules.new")} verb={t("propose")}
      other={{ as: t("approvedBy"), name: t("another") }} pending={propose.isPending} problem={propose.error} disabled={!isWhole}>
      <Stack gap="xs">
        <TextInput label={t("rules.share")} description={t("rules.shareText")} value={given.share} inputMode="decimal" autoComplete="off" onChange={(event) => setGiven({ ...given, share: event.currentTarget.value })} />
        <MoneyField label={t("rules.home")} description={t("rules.homeText")} value={given.home} onChange={(value) => setGiven({ ...given, home: value })} />
        <DayField label={t("from")} value={given.from} onChange={(from) => setGiven({ ...given, from })} />
      </Stack>
    </ConfirmMoney>
  );
}

export function NewCap() {
  const t = useWords("charges");
  const [opened, setOpened] = useState(false);
  return <><Button size="xs" variant="default" onClick={() => setOpened(true)}>{t("caps.new")}</Button>{opened ? <CapForm close={() => setOpened(false)} /> : null}</>;
}

function CapForm({ close }: { close: () => void }) {
  const t = useWords("charges");
  const [given, setGiven] = useState({ kind: "levy" as Kind, amount: "", from: businessDate(), source: "" });
  const amount = readMoney(given.amount);
  const enter = useMoneyAct((body: Schemas["StatutoryCapIn"], headers) => client.POST("/api/v1/statutory-caps", { headers, body }), close);
  return (
    <ConfirmMoney opened onClose={close} onConfirm={() => amount && enter.mutate({ kind: given.kind, per_litre: shillings(amount), effective_from: given.from, source: given.source.trim() })} title={t("caps.new")} verb={t("caps.enter")}
      pending={enter.isPending} problem={enter.error} disabled={!amount || !given.source.trim() || !given.from}>
      <Stack gap="xs">
        <Select label={t("kind")} data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} value={given.kind} allowDeselect={false} onChange={(value) => setGiven({ ...given, kind: oneOf(KINDS, value, "levy") })} />
        <MoneyField label={t("caps.perLitre")} value={given.amount} onChange={(value) => setGiven({ ...given, amount: value })} />
        <DayField label={t("from")} value={given.from} onChange={(from) => setGiven({ ...given, from })} />
        <TextInput label={t("caps.source")} description={t("caps.sourceText")} value={given.source} maxLength={200} autoComplete="off" onChange={(event) => setGiven({ ...given, source: event.currentTarget.value })} />
      </Stack>
    </ConfirmMoney>
  );
}
