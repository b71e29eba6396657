/** The second official approves what another proposed, naming what was seen: another proposal is not approved unseen. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Text } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import type { Payout } from "./payout";

/** The body that names the proposal exactly as it stands on this screen. */
export function seen(payout: Payout): Schemas["SeenOutcome"] {
  const outcome = payout.proposed_outcome ?? "stands";
  if (outcome !== "paid") return { outcome };
  return {
    outcome, receipt: payout.proposed_receipt, channel: payout.proposed_channel ?? "mpesa", ...(payout.proposed_fee ? { fee: payout.proposed_fee } : {}),
  };
}

export function ApproveOutcome({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [asking, setAsking] = useState(false);
  const approve = useMoneyAct((given: { id: string; body: Schemas["SeenOutcome"] }, headers) =>
    client.POST("/api/v1/payouts/{id}/outcome/approval", { params: { path: { id: given.id } }, headers, body: given.body }), () => setAsking(false));
  const outcome = payout.proposed_outcome ?? "stands";
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("approve.open")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} title={t(`approve.${outcome}`)} verb={t("approve.go")} sum={payout.amount}
        other={{ as: t("seats.proposed"), name: name(payout.proposed_by) }} onConfirm={() => approve.mutate({ id: payout.id, body: seen(payout) })}
        pending={approve.isPending} problem={approve.error ?? undefined}>
        {payout.proposed_receipt ? <Text size="sm"><strong>{t("receipt")}</strong> {payout.proposed_receipt}</Text> : null}
        <Text size="sm"><strong>{t("evidence")}</strong> {payout.proposed_evidence}</Text>
        <Text size="sm" mt="xs">{t(`approve.follows.${outcome}`)}</Text>
      </ConfirmMoney>
    </>
  );
}

export function ApproveRelease({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [asking, setAsking] = useState(false);
  const approve = useMoneyAct((given: { id: string; version: number }, headers) =>
    client.POST("/api/v1/payouts/{id}/release/approval", { params: { path: { id: given.id } }, headers, body: { version: given.version } }), () => setAsking(false));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("release.open")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} title={t("release.question", { member: payout.member })} verb={t("release.go")} sum={payout.amount}
        other={{ as: t("seats.proposed"), name: name(payout.release_proposed_by) }} onConfirm={() => approve.mutate({ id: payout.id, version: payout.version })}
        pending={approve.isPending} problem={approve.error ?? undefined}>
        {t("release.secondFollows")}
      </ConfirmMoney>
    </>
  );
}
