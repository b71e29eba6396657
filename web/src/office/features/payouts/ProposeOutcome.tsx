/** An official says on evidence what became of a payout. Nothing is settled until another has looked at it too. */
import { ProblemNote } from "@office/parts/ProblemNote";
import { Note } from "@office/parts/Note";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, Modal, NativeSelect, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { outcomes, type Outcome, type Payout } from "./payout";
import styles from "./payouts.module.css";

type Form = { outcome: Outcome; channel: Payout["channel"]; receipt: string; fee: string; signature: string; evidence: string };
const CHANNELS = ["mpesa", "bank", "cash"] as const;

/** Only what belongs to the outcome is said: a receipt of what was paid, a signature of cash. */
export function bodyOf(form: Form): Schemas["ProposedOutcome"] {
  const { outcome, channel } = form;
  if (outcome !== "paid") return { outcome, evidence: form.evidence.trim() };
  const fee = form.fee.trim();
  return {
    outcome, channel, receipt: form.receipt.trim(), evidence: form.evidence.trim(),
    ...(fee ? { fee: { amount: fee, currency: "KES" } } : {}),
    ...(channel === "cash" && form.signature.trim() ? { signature: form.signature.trim() } : {}),
  };
}

export function ProposeOutcome({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>{t("propose.open")}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("propose.title", { member: payout.member })} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
        <Fields payout={payout} close={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Fields({ payout, close }: { payout: Payout; close: () => void }) {
  const t = useWords("payouts");
  const possible = outcomes(payout);
  const [form, setForm] = useState<Form>({ outcome: possible[0] ?? "paid", channel: payout.channel, receipt: "", fee: "", signature: "", evidence: "" });
  const propose = useMoneyAct((given: { id: string; body: Schemas["ProposedOutcome"] }, headers) =>
    client.POST("/api/v1/payouts/{id}/outcome", { params: { path: { id: given.id } }, headers, body: given.body }), close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose.mutate({ id: payout.id, body: bodyOf(form) });
  };
  const bind = (name: "receipt" | "fee" | "signature" | "evidence") => ({
    value: form[name], onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }), error: propose.error?.of(name),
  });
  const paid = form.outcome === "paid";
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group label={t("propose.which")} value={form.outcome} onChange={(outcome) => setForm({ ...form, outcome: possible.find((one) => one === outcome) ?? form.outcome })}>
          <Stack gap="xs" mt="xs">{possible.map((outcome) => <Radio key={outcome} value={outcome} label={t(`outcome.${outcome}`)} />)}</Stack>
        </Radio.Group>
        {form.outcome === "not_paid" ? <Note tone="bad" title={t("propose.never")}>{t("propose.neverText")}</Note> : null}
        {paid ? (
          <div className={styles.pair}>
            <NativeSelect label={t("list.channel")} value={form.channel} data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
              onChange={({ currentTarget: { value } }) => setForm({ ...form, channel: CHANNELS.find((one) => one === value) ?? form.channel })} />
            <TextInput label={t(form.channel === "cash" ? "voucher" : "receipt")} placeholder={form.channel === "mpesa" ? "SJ12ABC3DE" : ""} required autoComplete="off" {...bind("receipt")} />
            {form.channel === "cash" ? <TextInput label={t("signature")} placeholder={t("propose.thumb")} {...bind("signature")} /> : <TextInput label={t("fee")} inputMode="decimal" placeholder="0.00" {...bind("fee")} />}
          </div>
        ) : null}
        <Textarea label={t("evidence")} description={t("propose.evidenceText")} required autosize minRows={2} {...bind("evidence")} />
        {propose.error ? <ProblemNote problem={propose.error} /> : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>{t("notYet")}</Button>
          <Button type="submit" loading={propose.isPending}>{t("propose.go")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
