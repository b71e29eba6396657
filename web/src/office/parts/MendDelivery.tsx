/**
 * A slip in a recorded weighing: other litres, or it never was. Both are facts of their own with a reason that the
 * farmer may read; the weighing as it was stays in its story.
 */
import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { litres as shown } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { ProblemNote } from "./ProblemNote";

export type Mended = { kind: "correction"; body: Correction } | { kind: "void"; body: { reason: string } };
type Correction = { litres: string; reason: string; rejection_reason: string | null; meant?: boolean };
type Props = {
  delivery: { member: string; litres: string; rejection_reason: string | null };
  send: (mended: Mended) => void;
  close: () => void;
  pending?: boolean;
  problem?: unknown;
  /** The ledger asked whether these litres are meant. */
  unusual?: boolean;
  first?: Mended["kind"];
};

const LITRES = /^\d{1,4}([.,]\d{1,2})?$/;
const REASONS = ["typed", "scale", "member", "twice"] as const;

export function MendDelivery({ delivery, send, close, pending = false, problem, unusual = false, first = "correction" }: Props) {
  const t = useWords("parts");
  const [kind, setKind] = useState<Mended["kind"]>(first);
  const [litres, setLitres] = useState(delivery.litres);
  const [reason, setReason] = useState("");
  const [looked, setLooked] = useState(false);
  const wrongLitres = kind === "correction" && !LITRES.test(litres.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (wrongLitres || !reason.trim()) return;
    if (kind === "void") return send({ kind, body: { reason: reason.trim() } });
    const body = { litres: litres.trim().replace(",", "."), reason: reason.trim(), rejection_reason: delivery.rejection_reason };
    send({ kind, body: unusual ? { ...body, meant: true } : body });
  };
  return (
    <Modal opened onClose={close} title={t("mend.title", { member: delivery.member, litres: shown(delivery.litres) })} closeButtonProps={{ "aria-label": t("mend.close") }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <SegmentedControl fullWidth value={kind} onChange={(value) => setKind(value === "void" ? "void" : "correction")}
            data={[{ value: "correction", label: t("mend.correction") }, { value: "void", label: t("mend.void") }]} />
          {kind === "correction" ? (
            <TextInput data-autofocus label={t("mend.litres")} value={litres} inputMode="decimal" size="lg" autoComplete="off"
              error={looked && wrongLitres ? t("mend.wrongLitres") : undefined} onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => setLitres(event.currentTarget.value)} />
          ) : <Text>{t("mend.voidText")}</Text>}
          <TextInput label={t("mend.reason")} description={t("mend.reasonText")} value={reason} maxLength={500} list="mend-reasons" autoComplete="off"
            error={looked && !reason.trim() ? t("mend.noReason") : undefined} onChange={(event) => setReason(event.currentTarget.value)} />
          <datalist id="mend-reasons">{REASONS.map((one) => <option key={one}>{t(`mend.reasons.${one}`)}</option>)}</datalist>
          {problem ? <ProblemNote problem={problem} /> : null}
          <Group justify="flex-end">
            <Button type="button" variant="default" onClick={close}>{t("mend.close")}</Button>
            <Button type="submit" loading={pending} color={kind === "void" ? "red" : "green"}>
              {kind === "void" ? t("mend.sendVoid") : unusual ? t("mend.sendMeant") : t("mend.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
