/** A voucher to propose: lines that balance to the cent, said while they are typed. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Forbidden } from "@office/parts/Forbidden";
import { DayField, MoneyField } from "@office/parts/forms/fields";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { api, client, newKey, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { IconX } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";

import styles from "./charges.module.css";
import { Frame } from "./Frame";
import { useAccounts } from "./useAccounts";
import { balance, NO_LINE, type Line } from "./voucher";

export function NewVoucher() {
  const t = useWords("charges");
  if (!useMay("vouchers.propose")) return <Forbidden permissions={["vouchers.propose"]} />;
  return <Frame title={t("voucher.new")} above={<BackTo to="/charges/vouchers">{t("way.vouchers")}</BackTo>}><Panel><Form /></Panel></Frame>;
}

function Form() {
  const t = useWords("charges");
  const f = useWords("forms");
  const go = useNavigate();
  const [id] = useState(newKey);
  const [given, setGiven] = useState({ day: businessDate(), text: "", reference: "" });
  const [lines, setLines] = useState<Line[]>([NO_LINE, NO_LINE]);
  const [looked, setLooked] = useState(false);
  const [asks, setAsks] = useState(false);
  const book = balance(lines);
  const propose = useMoneyAct((body: Schemas["VoucherIn"], headers) => client.POST("/api/v1/vouchers", { headers, body }), () => void go(`/charges/vouchers/${id}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (book.lines && given.text.trim() && given.day) setAsks(true);
  };
  return (
    <form onSubmit={submit} noValidate className={styles.main}>
      <div className={styles.fields}>
        <DayField label={t("day")} value={given.day} max={businessDate()} onChange={(day) => setGiven({ ...given, day })} />
        <TextInput label={t("text")} value={given.text} maxLength={120} autoComplete="off" error={looked && !given.text.trim() ? f("needed") : undefined} onChange={(event) => setGiven({ ...given, text: event.currentTarget.value })} />
        <TextInput label={t("reference")} value={given.reference} maxLength={40} autoComplete="off" onChange={(event) => setGiven({ ...given, reference: event.currentTarget.value })} />
      </div>
      <Lines lines={lines} onChange={setLines} wrong={looked ? book.wrong : []} />
      <p role="status" className={styles.soft}>{t("voucher.sums")} <Money value={book.debit} /> = <Money value={book.credit} />{book.lines ? "" : ` · ${t("voucher.unbalanced")}`}</p>
      <div><Button type="submit">{t("propose")}</Button></div>
      {book.lines ? (
        <ConfirmMoney opened={asks} onClose={() => setAsks(false)} title={t("voucher.question")} verb={t("propose")} sum={book.debit} count={{ value: book.lines.length, of: t("voucher.lines") }} other={{ as: t("approvedBy"), name: t("another") }}
          onConfirm={() => propose.mutate({ id, day: given.day, text: given.text.trim(), reference: given.reference.trim() || null, lines: book.lines ?? [] })} pending={propose.isPending} problem={propose.error} />
      ) : null}
    </form>
  );
}

function Lines({ lines, onChange, wrong }: { lines: Line[]; onChange: (lines: Line[]) => void; wrong: readonly boolean[] }) {
  const t = useWords("charges");
  const f = useWords("forms");
  const accounts = useAccounts();
  const creditors = api.useQuery("get", "/api/v1/creditors");
  return (
    <div className={styles.lines}>
      {lines.map((line, index) => {
        const set = (part: Partial<Line>) => onChange(lines.with(index, { ...line, ...part }));
        const place = { place: index + 1 };
        return (
          <div key={index} className={styles.line}>
            <Select searchable aria-label={t("voucher.account", place)} placeholder={t("books.account")} data={accounts.open} value={line.account || null} onChange={(account) => set({ account: account ?? "", creditor: account && accounts.isOfCreditor(account) ? "" : null })} error={wrong[index] && !line.account ? f("needed") : undefined} />
            {line.creditor === null ? null : (
              <Select searchable className={styles.creditor} aria-label={t("voucher.creditor", place)} placeholder={t("creditor")} data={creditors.data?.items.map((one) => ({ value: one.code, label: one.name })) ?? []} value={line.creditor || null}
                onChange={(creditor) => set({ creditor: creditor ?? "" })} error={wrong[index] && !line.creditor ? f("needed") : undefined} />
            )}
            <MoneyField quiet label={t("voucher.debit", place)} placeholder={t("books.debit")} value={line.debit} onChange={(debit) => set({ debit })} />
            <MoneyField quiet label={t("voucher.credit", place)} placeholder={t("books.credit")} value={line.credit} onChange={(credit) => set({ credit })} />
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("voucher.remove", place)} disabled={lines.length < 3} onClick={() => onChange(lines.toSpliced(index, 1))}><IconX size={16} aria-hidden /></ActionIcon>
          </div>
        );
      })}
      <p className={styles.soft}>{t("voucher.sides")}</p>
      <Button size="xs" variant="default" onClick={() => onChange([...lines, NO_LINE])}>{t("voucher.add")}</Button>
    </div>
  );
}
