/** Throws a run away before its approval, with the reason, so that its period can be opened again. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Text, Textarea } from "@mantine/core";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import type { RunStory } from "./run";

export function Discard({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const discard = useMoneyAct((given: { id: string; reason: string }, headers) =>
    client.POST("/api/v1/settlements/{id}/discard", { params: { path: { id: given.id } }, headers, body: { reason: given.reason } }), () => setAsking(false));
  const may = useMay("runs.open");
  if (!may || (run.state !== "opened" && run.state !== "prepared")) return null;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>{t("discard.open")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} danger title={t("discard.question", { period: run.period })} verb={t("discard.go")}
        sum={run.state === "prepared" ? run.net : undefined} count={{ value: run.statements || run.drawn, of: t("statements") }}
        onConfirm={() => discard.mutate({ id: run.id, reason: reason.trim() })} pending={discard.isPending} problem={discard.error ?? undefined} disabled={!reason.trim()}>
        <Text size="sm" mb="sm">{t("discard.follows")}</Text>
        <Textarea label={t("discard.reason")} description={t("discard.reasonText")} required autosize minRows={2} value={reason}
          onChange={(event) => setReason(event.currentTarget.value)} error={discard.error?.of("reason")} />
      </ConfirmMoney>
    </>
  );
}
