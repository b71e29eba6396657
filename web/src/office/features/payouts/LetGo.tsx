/** Keeping a payout back, letting it go, and trying a definite failure again; each looks at the sum once more. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Text, TextInput } from "@mantine/core";
import { client } from "@shared/api/client";
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { useState, type ReactNode } from "react";

import { BY_TWO, type Payout } from "./payout";

type Given = { id: string };
type Send = Parameters<typeof useMoneyAct<Given, unknown>>[0];

const send = {
  release: (({ id }, headers) => client.POST("/api/v1/payouts/{id}/release", { params: { path: { id } }, headers })) satisfies Send,
  proposeRelease: (({ id }, headers) => client.POST("/api/v1/payouts/{id}/release/proposal", { params: { path: { id } }, headers })) satisfies Send,
  retry: (({ id }, headers) => client.POST("/api/v1/payouts/{id}/retry", { params: { path: { id } }, headers })) satisfies Send,
};

export const ProposeRelease = ({ payout }: { payout: Payout }) => <Asked payout={payout} act="proposeRelease" send={send.proposeRelease} />;
export const Retry = ({ payout }: { payout: Payout }) => <Asked payout={payout} act="retry" send={send.retry} />;

/** Whether two are needed may only show when one tries: what keeps it can have changed since it was held. */
export function Release({ payout }: { payout: Payout }) {
  const [two, setTwo] = useState(false);
  if (two) return <Asked payout={payout} act="proposeRelease" send={send.proposeRelease} openAtOnce />;
  return <Asked payout={payout} act="release" send={send.release} refused={(problem) => setTwo(BY_TWO.some((cause) => cause === problem.details["cause"]))} />;
}

type AskedProps = { payout: Payout; act: "release" | "proposeRelease" | "retry"; send: Send; openAtOnce?: boolean; refused?: (problem: Problem) => void };

function Asked({ payout, act, send: sent, openAtOnce = false, refused }: AskedProps) {
  const t = useWords("payouts");
  const [asking, setAsking] = useState(openAtOnce);
  const done = useMoneyAct<Given, unknown>(sent, () => setAsking(false));
  const confirm = () => done.mutate({ id: payout.id }, { onError: (problem) => refused?.(problem) });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(`${act}.open`)}</Button>
      <Confirm payout={payout} act={act} opened={asking} close={() => setAsking(false)} confirm={confirm} pending={done.isPending} problem={done.error ?? undefined} />
    </>
  );
}

export function Hold({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const hold = useMoneyAct((given: Given & { reason: string }, headers) =>
    client.POST("/api/v1/payouts/{id}/hold", { params: { path: { id: given.id } }, headers, body: { reason: given.reason } }), () => setAsking(false));
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{t("hold.open")}</Button>
      <Confirm payout={payout} act="hold" opened={asking} close={() => setAsking(false)} confirm={() => hold.mutate({ id: payout.id, reason: reason.trim() })}
        pending={hold.isPending} problem={hold.error ?? undefined} disabled={!reason.trim()}>
        <TextInput mt="sm" label={t("reason")} description={t("reasonText")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Confirm>
    </>
  );
}

type ConfirmProps = { payout: Payout; act: string; opened: boolean; close: () => void; confirm: () => void; pending: boolean; problem: unknown; disabled?: boolean; children?: ReactNode };

function Confirm({ payout, act, opened, close, confirm, pending, problem, disabled = false, children }: ConfirmProps) {
  const t = useWords("payouts");
  return (
    <ConfirmMoney opened={opened} onClose={close} title={t(`${act}.question`, { member: payout.member })} verb={t(`${act}.go`)} sum={payout.amount}
      other={{ as: t("member"), name: payout.member }} onConfirm={confirm} pending={pending} problem={problem} disabled={disabled}>
      <Text size="sm">{t(`${act}.follows`)}</Text>
      {children}
    </ConfirmMoney>
  );
}
