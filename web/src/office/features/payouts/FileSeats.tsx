/** Who made a file and who lets it out: the second names count, sum, digest and the words that stand in every row. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { TwoSeats } from "@office/parts/TwoSeats";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import styles from "./payouts.module.css";

type PayFile = Schemas["PayFile"];

export function FileSeats({ file, fixed }: { file: PayFile; fixed: string[] }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const { who, may } = useSession();
  const out = file.state === "approved" || file.state === "closed";
  const own = file.opened_by === who.principal;
  const waits = file.state === "opened" || file.state === "sealed";
  return (
    <Panel title={t("file.seats")}>
      <Text mb="sm">{file.state === "cancelled" ? t("file.cancelledText", { reason: file.reason ?? "" }) : t(`file.${file.state}`)}</Text>
      <TwoSeats first={{ who: name(file.opened_by), at: file.opened_at }} firstName={t("file.madeBy")} second={out ? { who: name(file.decided_by), at: file.decided_at } : null}
        action={file.state === "sealed" && !own && may("pay_files.approve") ? <Approve file={file} fixed={fixed} /> : null} />
      {waits && (own || !may("pay_files.approve")) ? <div className={styles.after}><Note title={t(own ? "file.own" : "acts.no-right")} /></div> : null}
      {waits && may("pay_files.make") ? <Cancel file={file} /> : null}
    </Panel>
  );
}

function Approve({ file, fixed }: { file: PayFile; fixed: string[] }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [asking, setAsking] = useState(false);
  const approve = useMoneyAct((given: { id: string; body: Schemas["SeenPayFile"] }, headers) =>
    client.POST("/api/v1/pay-files/{id}/approval", { params: { path: { id: given.id } }, headers, body: given.body }), () => setAsking(false));
  const body = { count: file.count, amount: file.amount, digest: file.digest ?? "", fixed };
  return (
    <>
      <Button mt="xs" onClick={() => setAsking(true)}>{t("file.approve")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} title={t("file.question")} verb={t("file.approve")} sum={file.amount} count={{ value: file.count, of: t("count") }}
        other={{ as: t("file.madeBy"), name: name(file.opened_by) }} onConfirm={() => approve.mutate({ id: file.id, body })} pending={approve.isPending} problem={approve.error ?? undefined}>
        <Text size="sm">{t("file.digest")}: <span className={styles.code}>{file.digest}</span></Text>
        {fixed.length > 0 ? <Text size="sm" mt="xs"><strong>{t("file.fixed")}</strong>: {fixed.join("; ")}. {t("file.fixedText")}</Text> : null}
        <Text size="sm" mt="xs">{t("file.approveFollows")}</Text>
      </ConfirmMoney>
    </>
  );
}

function Cancel({ file }: { file: PayFile }) {
  const t = useWords("payouts");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const cancel = useMoneyAct((given: { id: string; reason: string }, headers) =>
    client.POST("/api/v1/pay-files/{id}/cancellation", { params: { path: { id: given.id } }, headers, body: { reason: given.reason } }), () => setAsking(false));
  return (
    <Group mt="sm">
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>{t("file.cancel")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} danger title={t("file.cancelQuestion")} verb={t("file.cancel")} sum={file.amount} count={{ value: file.count, of: t("count") }}
        onConfirm={() => cancel.mutate({ id: file.id, reason: reason.trim() })} pending={cancel.isPending} problem={cancel.error ?? undefined} disabled={!reason.trim()}>
        <TextInput label={t("reason")} description={t("reasonText")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </ConfirmMoney>
    </Group>
  );
}
