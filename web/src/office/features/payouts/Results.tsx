/** The bank's answer to a file: seen first with every fault, proposed by one official, approved by another with its sums. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { ProblemNote } from "@office/parts/ProblemNote";
import { TwoSeats } from "@office/parts/TwoSeats";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, FileInput, Group, Stack, Text, TextInput } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { Count, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Faults } from "./Faults";
import styles from "./payouts.module.css";
import { asForm, chosen, type Chosen } from "./upload";

type PayFile = Schemas["PayFile"];
type Given = { id: string; file: Chosen };

export function Results({ file }: { file: PayFile }) {
  const t = useWords("payouts");
  const { may } = useSession();
  return (
    <Panel title={t("results.title")}>
      {file.results_state === "waiting" ? <Proposed file={file} /> : null}
      {file.results_state === "waiting" || file.state === "closed" ? null : may("pay_files.make") ? <Read file={file} /> : <Text size="sm">{t("results.none")}</Text>}
      {file.results_state === "approved" ? <Text size="sm" mt="sm">{t("results.approved", { name: file.results_name, count: file.results_left })}</Text> : null}
    </Panel>
  );
}

function Read({ file }: { file: PayFile }) {
  const t = useWords("payouts");
  const [picked, setPicked] = useState<Chosen | null>(null);
  const path = { params: { path: { id: file.id } } };
  const preview = useMoneyAct((given: Given, headers) => client.POST("/api/v1/pay-files/{id}/results/preview", { ...path, headers, ...asForm(given.file) }));
  const propose = useMoneyAct((given: Given, headers) => client.POST("/api/v1/pay-files/{id}/results", { ...path, headers, ...asForm(given.file) }), () => setPicked(null));
  const pick = (one: File | null) => {
    preview.reset();
    setPicked(one ? chosen(one) : null);
    if (one) preview.mutate({ id: file.id, file: chosen(one) });
  };
  const seen = preview.data;
  return (
    <Stack gap="sm">
      <FileInput label={t("results.file")} description={t("results.fileText")} value={picked?.file ?? null} onChange={pick} accept=".csv,.xlsx,text/csv" clearable />
      {preview.isPending ? <Text size="sm" role="status">{t("results.looking")}</Text> : null}
      {preview.error ? <ProblemNote problem={preview.error} /> : null}
      {seen ? (
        <>
          <dl className={styles.gauge}>
            <div><dt>{t("results.rows")}</dt><dd><Count value={seen.rows} /></dd></div>
            <div><dt>{t("groups.paid")}</dt><dd><Count value={seen.paid} /> · <Money value={seen.paid_amount} /></dd></div>
            <div><dt>{t("groups.failed")}</dt><dd><Count value={seen.failed} /> · <Money value={seen.failed_amount} /></dd></div>
          </dl>
          <Faults faults={seen.faults} notes={seen.notes} />
          {propose.error ? <ProblemNote problem={propose.error} /> : null}
          <Group><Button loading={propose.isPending} disabled={seen.faults.length > 0 || !picked} onClick={() => picked && propose.mutate({ id: file.id, file: picked })}>{t("results.propose")}</Button></Group>
        </>
      ) : null}
    </Stack>
  );
}

function Proposed({ file }: { file: PayFile }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const { who, may } = useSession();
  const own = file.results_read_by === who.principal;
  return (
    <>
      <Text mb="sm">{t("results.says", { name: file.results_name })}</Text>
      <dl className={styles.gauge}>
        <div><dt>{t("groups.paid")}</dt><dd><Count value={file.results_paid ?? 0} />{file.results_paid_amount ? <> · <Money value={file.results_paid_amount} /></> : null}</dd></div>
        <div><dt>{t("groups.failed")}</dt><dd><Count value={file.results_failed ?? 0} />{file.results_failed_amount ? <> · <Money value={file.results_failed_amount} /></> : null}</dd></div>
        <div><dt>{t("results.unmatched")}</dt><dd><Count value={file.results_unmatched ?? 0} /></dd></div>
      </dl>
      <div className={styles.after}>
        <TwoSeats first={{ who: name(file.results_read_by) }} firstName={t("results.readBy")} second={null} action={!own && may("pay_files.approve") ? <Decide file={file} /> : null} />
      </div>
      {own || !may("pay_files.approve") ? <div className={styles.after}><Note title={t(own ? "acts.own" : "acts.no-right")} /></div> : null}
    </>
  );
}

function Decide({ file }: { file: PayFile }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [asking, setAsking] = useState<"approve" | "refuse" | null>(null);
  const [reason, setReason] = useState("");
  const none = { amount: "0.00", currency: "KES" as const };
  const seen: Schemas["SeenResults"] = {
    results: file.results, paid: file.results_paid ?? 0, paid_amount: file.results_paid_amount ?? none, failed: file.results_failed ?? 0, failed_amount: file.results_failed_amount ?? none,
  };
  const decide = useMoneyAct((given: { id: string; seen: Schemas["SeenResults"]; reason: string | null }, headers) => (given.reason === null
    ? client.POST("/api/v1/pay-files/{id}/results/approval", { params: { path: { id: given.id } }, headers, body: given.seen })
    : client.POST("/api/v1/pay-files/{id}/results/refusal", { params: { path: { id: given.id } }, headers, body: { reason: given.reason } })), () => setAsking(null));
  return (
    <Group gap="xs" mt="xs">
      <Button size="xs" onClick={() => setAsking("approve")}>{t("results.approve")}</Button>
      <Button size="xs" variant="default" onClick={() => setAsking("refuse")}>{t("results.refuse")}</Button>
      <ConfirmMoney opened={asking !== null} onClose={() => setAsking(null)} danger={asking === "refuse"} title={t(asking === "refuse" ? "results.refuseQuestion" : "results.question")}
        verb={t(asking === "refuse" ? "results.refuse" : "results.approve")} sum={seen.paid_amount} count={{ value: seen.paid, of: t("groups.paid") }} other={{ as: t("results.readBy"), name: name(file.results_read_by) }}
        onConfirm={() => decide.mutate({ id: file.id, seen, reason: asking === "refuse" ? reason.trim() : null })} pending={decide.isPending} problem={decide.error ?? undefined} disabled={asking === "refuse" && !reason.trim()}>
        {asking === "refuse" ? <TextInput label={t("reason")} description={t("reasonText")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} /> : <Text size="sm">{t("results.follows")}</Text>}
      </ConfirmMoney>
    </Group>
  );
}
