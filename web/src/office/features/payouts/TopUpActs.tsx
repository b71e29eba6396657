/** What may be done with one top-up: approve or decline it, say what became of it, agree with what was said. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import styles from "./payouts.module.css";

type TopUp = Schemas["TopUp"];
type Outcome = Schemas["TopUpOutcome"]["outcome"];
type Asked = "approve" | "refuse" | "say" | "agree";

export function TopUpActs({ topUp }: { topUp: TopUp }) {
  const t = useWords("payouts");
  const { who, may } = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const said = topUp.outcome === null ? [] : (["agree"] as const);
  const acts: Asked[] = topUp.state === "proposed" ? ["approve", "refuse"] : topUp.state === "outcome_unknown" ? [...said, "say"] : [];
  const right: Record<Asked, boolean> = {
    approve: may("top_ups.approve") && topUp.proposed_by !== who.principal, refuse: may("top_ups.approve"),
    say: may("top_ups.propose"), agree: may("top_ups.approve") && topUp.outcome_by !== who.principal,
  };
  const open = acts.filter((act) => right[act]);
  if (acts.length > 0 && open.length === 0) return <span className={styles.soft}>{t("acts.another")}</span>;
  return (
    <>
      <Group gap="xs" wrap="nowrap" justify="flex-end">{open.map((act) => <Button key={act} size="xs" variant={act === "approve" || act === "agree" ? "filled" : "default"} onClick={() => setAsked(act)}>{t(`topUp.${act}`)}</Button>)}</Group>
      {asked ? <Confirm topUp={topUp} act={asked} close={() => setAsked(null)} /> : null}
    </>
  );
}

type Given = { id: string; act: Asked; text: string; outcome: Outcome };

function Confirm({ topUp, act, close }: { topUp: TopUp; act: Asked; close: () => void }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome>("done");
  const done = useMoneyAct<Given, unknown>(send, close);
  const written = act === "refuse" || act === "say";
  const agreed = topUp.outcome === "not_done" ? "not_done" : "done";
  return (
    <ConfirmMoney opened onClose={close} title={t(`topUp.${act}Question`)} verb={t(`topUp.${act}`)} sum={topUp.amount} danger={act === "refuse"}
      other={{ as: t("seats.proposed"), name: name(act === "agree" ? topUp.outcome_by : topUp.proposed_by) }}
      onConfirm={() => done.mutate({ id: topUp.id, act, text: text.trim(), outcome: act === "agree" ? agreed : outcome })}
      pending={done.isPending} problem={done.error ?? undefined} disabled={written && !text.trim()}>
      <Stack gap="sm">
        <Text size="sm">{act === "agree" ? `${t(`topUp.${agreed}`)}: ${topUp.evidence ?? ""}` : t(`topUp.${act}Follows`)}</Text>
        {act === "say" ? (
          <Radio.Group label={t("propose.which")} value={outcome} onChange={(value) => setOutcome(value === "not_done" ? "not_done" : "done")}>
            <Stack gap="xs" mt="xs"><Radio value="done" label={t("topUp.done")} /><Radio value="not_done" label={t("topUp.not_done")} /></Stack>
          </Radio.Group>
        ) : null}
        {written ? <Textarea label={t(act === "say" ? "evidence" : "reason")} description={t("reasonText")} required autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} /> : null}
      </Stack>
    </ConfirmMoney>
  );
}

function send({ id, act, text, outcome }: Given, headers: { "Idempotency-Key": string }) {
  const path = { params: { path: { id } }, headers };
  if (act === "approve") return client.POST("/api/v1/top-ups/{id}/approval", path);
  if (act === "refuse") return client.POST("/api/v1/top-ups/{id}/refusal", { ...path, body: { reason: text } });
  if (act === "say") return client.POST("/api/v1/top-ups/{id}/outcome", { ...path, body: { outcome, evidence: text } });
  return client.POST("/api/v1/top-ups/{id}/outcome/approval", { ...path, body: { outcome } });
}
