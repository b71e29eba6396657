/** How much may leave by M-Pesa at once: what holds now, what is proposed and waits for a second official. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Panel } from "@office/parts/Panel";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { api, client, newKey, type Schemas } from "@shared/api/client";
import { useMay, useSession } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import styles from "./payouts.module.css";

type Limits = Schemas["PaymentLimits"];
type Proposed = Schemas["ProposedPaymentRules"];

export function Rules() {
  const t = useWords("payouts");
  const asked = api.useQuery("get", "/api/v1/payment-rules");
  return (
    <Panel title={t("rules.title")} beside={asked.data ? <Propose now={asked.data.in_force} /> : null}>
      <Ask asked={asked}>
        {({ in_force: now, items }) => (
          <div className={styles.stack}>
            <Figures limits={now} />
            {items.map((one) => <OneProposed key={one.id} proposed={one} />)}
          </div>
        )}
      </Ask>
    </Panel>
  );
}

function Figures({ limits }: { limits: Limits }) {
  const t = useWords("payouts");
  return (
    <dl className={styles.gauge}>
      <div><dt>{t("rules.payment")}</dt><dd><Money value={limits.most_per_payment} /></dd></div>
      <div><dt>{t("rules.memberDay")}</dt><dd><Money value={limits.most_per_member_day} /></dd></div>
      <div><dt>{t("rules.run")}</dt><dd>{limits.most_per_run ? <Money value={limits.most_per_run} /> : t("rules.noLimit")}</dd></div>
      <div><dt>{t("rules.cooling")}</dt><dd>{t("rules.days", { count: limits.cooling_days })}</dd></div>
    </dl>
  );
}

function OneProposed({ proposed }: { proposed: Proposed }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const { who, may } = useSession();
  const [asking, setAsking] = useState<"approve" | "refuse" | null>(null);
  const [reason, setReason] = useState("");
  const decide = useMoneyAct((given: { id: string; reason: string | null }, headers) => (given.reason === null
    ? client.POST("/api/v1/payment-rules/{id}/approval", { params: { path: { id: given.id } }, headers })
    : client.POST("/api/v1/payment-rules/{id}/refusal", { params: { path: { id: given.id } }, headers, body: { reason: given.reason } })), () => setAsking(null));
  const mine = proposed.proposed_by === who.principal;
  const may_decide = proposed.state === "proposed" && may("payment_rules.approve");
  return (
    <section className={styles.proposed} aria-label={t(`rules.${proposed.state}`)}>
      <Group justify="space-between"><State of={proposed.state} at={proposed.decided_at ?? proposed.proposed_at} /><span className={styles.soft}>{t("rules.by", { who: name(proposed.proposed_by) })}</span></Group>
      <Figures limits={proposed.rules} />
      {proposed.refusal ? <Text size="sm">{proposed.refusal}</Text> : null}
      {proposed.state === "proposed" && mine ? <p className={styles.soft}>{t("acts.own")}</p> : null}
      {may_decide ? (
        <Group gap="xs">
          {mine ? null : <Button size="xs" onClick={() => setAsking("approve")}>{t("rules.approve")}</Button>}
          <Button size="xs" variant="default" onClick={() => setAsking("refuse")}>{t("rules.refuse")}</Button>
        </Group>
      ) : null}
      <ConfirmMoney opened={asking !== null} onClose={() => setAsking(null)} danger={asking === "refuse"} title={t(asking === "refuse" ? "rules.refuseQuestion" : "rules.question")}
        verb={t(asking === "refuse" ? "rules.refuse" : "rules.approve")} sum={proposed.rules.most_per_payment} other={{ as: t("seats.proposed"), name: name(proposed.proposed_by) }}
        onConfirm={() => decide.mutate({ id: proposed.id, reason: asking === "refuse" ? reason.trim() : null })} pending={decide.isPending} problem={decide.error ?? undefined}
        disabled={asking === "refuse" && !reason.trim()}>
        <Figures limits={proposed.rules} />
        {asking === "refuse" ? <TextInput label={t("reason")} description={t("reasonText")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} /> : <Text size="sm" mt="xs">{t("rules.follows")}</Text>}
      </ConfirmMoney>
    </section>
  );
}

const shillings = (amount: string) => Number(amount.split(".")[0]);
const inKes = (value: number | string) => ({ amount: `${value}.00`, currency: "KES" as const });

function Propose({ now }: { now: Limits }) {
  const t = useWords("payouts");
  const [id, setId] = useState<string | null>(null);
  const [given, setGiven] = useState<Record<"payment" | "memberDay" | "run" | "cooling", number | string>>({
    payment: shillings(now.most_per_payment.amount), memberDay: shillings(now.most_per_member_day.amount), run: now.most_per_run ? shillings(now.most_per_run.amount) : "", cooling: now.cooling_days,
  });
  const propose = useMoneyAct((body: Schemas["PaymentRulesIn"], headers) => client.POST("/api/v1/payment-rules", { headers, body }), () => setId(null));
  if (!useMay("payment_rules.propose")) return null;
  const field = (name: keyof typeof given) => (
    <NumberInput label={t(`rules.${name}`)} hideControls allowNegative={false} allowDecimal={false} thousandSeparator="," value={given[name]} onChange={(value) => setGiven({ ...given, [name]: value })} />
  );
  const confirm = () => propose.mutate({
    id: id ?? newKey(), most_per_payment: inKes(given.payment), most_per_member_day: inKes(given.memberDay), most_per_run: given.run === "" ? null : inKes(given.run), cooling_days: Number(given.cooling),
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setId(newKey())}>{t("rules.propose")}</Button>
      <ConfirmMoney opened={id !== null} onClose={() => setId(null)} title={t("rules.proposeQuestion")} verb={t("rules.propose")} onConfirm={confirm} pending={propose.isPending}
        problem={propose.error ?? undefined} disabled={given.payment === "" || given.memberDay === "" || given.cooling === ""}>
        <Stack gap="sm">{field("payment")}{field("memberDay")}{field("run")}{field("cooling")}<Text size="sm" c="dimmed">{t("rules.second")}</Text></Stack>
      </ConfirmMoney>
    </>
  );
}
