/** A bonus or another price for milk that was priced already: proposed here, approved by another official. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Forbidden } from "@office/parts/Forbidden";
import { readMoney, shillings } from "@office/parts/forms/amount";
import { CentreField, DayField, MoneyField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Checkbox, Group, Radio, Select, TextInput } from "@mantine/core";
import { api, client, newKey, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { businessDate, day, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import { Frame } from "./Frame";
import styles from "./prices.module.css";

type Body = Schemas["NewPriceDifference"];
type Given = { name: string; kind: Body["kind"]; way: Body["way"]; amount: string; price: string; centre: string; grade: string; from: string; to: string; another: boolean };

export function NewDifference() {
  const t = useWords("prices");
  if (!useMay("differences.propose")) return <Forbidden permissions={["differences.propose"]} />;
  return <Frame title={t("difference.new")} above={<BackTo to="/prices/differences">{t("difference.all")}</BackTo>}><Panel><Form /></Panel></Frame>;
}

/** The body, or null while something needed is not there. */
function bodyOf(id: string, given: Given): Body | null {
  const amount = readMoney(given.amount);
  if (!given.name.trim() || !given.from || !given.to || (given.way === "per-litre" ? !amount : !given.price)) return null;
  return {
    id, name: given.name.trim(), kind: given.kind, way: given.way, from: given.from, to: given.to, another: given.another,
    centre: given.centre || null, grade: given.grade.trim().toUpperCase() || null,
    amount_per_litre: given.way === "per-litre" && amount ? shillings(amount) : null, price: given.way === "reprice" ? given.price : null,
  };
}

function Form() {
  const t = useWords("prices");
  const f = useWords("forms");
  const go = useNavigate();
  const [id] = useState(newKey);
  const [given, setGiven] = useState<Given>({ name: "", kind: "bonus", way: "per-litre", amount: "", price: "", centre: "", grade: "", from: `${businessDate().slice(0, 8)}01`, to: businessDate(), another: false });
  const [looked, setLooked] = useState(false);
  const [asks, setAsks] = useState(false);
  const set = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const body = bodyOf(id, given);
  const propose = useMoneyAct((sent: Body, headers) => client.POST("/api/v1/price-differences", { headers, body: sent }), () => void go(`/prices/differences/${id}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (body) setAsks(true);
  };
  const needed = (text: string) => (looked && !text.trim() ? f("needed") : undefined);
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <Radio.Group label={t("difference.kind")} value={given.kind} onChange={(kind) => set({ kind: kind === "retro" ? "retro" : "bonus" })}>
        <Group mt="xs">{(["bonus", "retro"] as const).map((kind) => <Radio key={kind} value={kind} label={t(`difference.kinds.${kind}`)} />)}</Group>
      </Radio.Group>
      <Radio.Group label={t("difference.way")} value={given.way} onChange={(way) => set({ way: way === "reprice" ? "reprice" : "per-litre" })}>
        <Group mt="xs">{(["per-litre", "reprice"] as const).map((way) => <Radio key={way} value={way} label={t(`difference.ways.${way}`)} />)}</Group>
      </Radio.Group>
      <div className={styles.fields}>
        <TextInput label={t("difference.name")} description={t("difference.nameText")} inputWrapperOrder={["label", "input", "description", "error"]} value={given.name} maxLength={60} autoComplete="off" error={needed(given.name)} onChange={(event) => set({ name: event.currentTarget.value })} />
        {given.way === "per-litre"
          ? <MoneyField label={t("difference.perLitre")} description={t("difference.perLitreText")} value={given.amount} onChange={(amount) => set({ amount })} error={looked && !readMoney(given.amount) ? f("noAmount") : undefined} />
          : <PriceField value={given.price} onChange={(price) => set({ price })} error={needed(given.price)} />}
        <DayField label={t("difference.first")} value={given.from} max={businessDate()} onChange={(from) => set({ from })} error={needed(given.from)} />
        <DayField label={t("difference.last")} value={given.to} max={businessDate()} onChange={(to) => set({ to })} error={needed(given.to)} />
        <CentreField label={t("centre")} value={given.centre} onChange={(centre) => set({ centre })} />
        <TextInput label={t("difference.grade")} value={given.grade} maxLength={10} autoComplete="off" onChange={(event) => set({ grade: event.currentTarget.value })} />
      </div>
      <Checkbox label={t("difference.another")} checked={given.another} onChange={(event) => set({ another: event.currentTarget.checked })} />
      <div><Button type="submit">{t("new.propose")}</Button></div>
      {body ? (
        <ConfirmMoney opened={asks} onClose={() => setAsks(false)} onConfirm={() => propose.mutate(body)} title={t("difference.confirm")} verb={t("new.propose")}
          pending={propose.isPending} problem={propose.error} other={{ as: t("approvedBy"), name: t("new.another") }}>
          <p>{body.amount_per_litre ? <><strong><Money value={body.amount_per_litre} /></strong> {t("difference.aLitre")}</> : t("difference.ways.reprice")} · {day(body.from)} – {day(body.to)}</p>
        </ConfirmMoney>
      ) : null}
    </form>
  );
}

function PriceField({ value, onChange, error }: { value: string; onChange: (price: string) => void; error: string | undefined }) {
  const t = useWords("prices");
  const { data } = api.useQuery("get", "/api/v1/prices");
  const options = data?.items.filter((price) => price.state === "approved").map((price) => ({
    value: price.id, label: `${day(price.effective_from)} · ${money(price.price_per_litre.amount)} · ${price.centre ?? t("all")}`,
  }));
  return <Select label={t("difference.price")} data={options ?? []} value={value || null} onChange={(chosen) => onChange(chosen ?? "")} error={error} />;
}
