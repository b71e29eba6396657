/** The two levers of all payments. Both say what follows before they are pulled. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { usePrincipal } from "@office/parts/Principal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

type Payments = Schemas["Payments"];
const RESTORED = "restored";

export function Stop({ payments }: { payments: Payments }) {
  const t = useWords("payouts");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const stop = useMoneyAct((given: { reason: string }, headers) => client.POST("/api/v1/payments/stop", { headers, body: given }), () => setAsking(false));
  if (!useMay("payments.stop")) return null;
  return (
    <>
      <Button color="red" variant="outline" onClick={() => setAsking(true)}>{t("stop.open")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} danger title={t("stop.question")} verb={t("stop.go")} sum={payments.float.needed}
        count={{ value: payments.float.waiting, of: t("float.waiting") }} onConfirm={() => stop.mutate({ reason: reason.trim() })} pending={stop.isPending}
        problem={stop.error ?? undefined} disabled={!reason.trim()}>
        <Text size="sm" mb="sm">{t("stop.follows")}</Text>
        <Reason value={reason} set={setReason} />
      </ConfirmMoney>
    </>
  );
}

export function Resume({ payments }: { payments: Payments }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const [asking, setAsking] = useState(false);
  const [given, setGiven] = useState({ reason: "", anyway: false, compared: false });
  const { till, float } = payments;
  const restored = till.cause === RESTORED;
  const resume = useMoneyAct((body: Schemas["ResumeIn"], headers) => client.POST("/api/v1/payments/resume", { headers, body }), () => setAsking(false));
  if (!useMay("payments.resume")) return null;
  const confirm = () => resume.mutate({ reason: given.reason.trim(), ...(given.anyway ? { anyway: true } : {}), ...(restored ? { seen: RESTORED } : {}) });
  const paused = till.state === "paused";
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("resume.open")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} title={t("resume.question")} verb={t("resume.go")} sum={float.needed}
        count={{ value: float.waiting, of: t("float.waiting") }} other={till.by_whom ? { name: name(till.by_whom), as: t("resume.stoppedBy") } : undefined}
        onConfirm={confirm} pending={resume.isPending} problem={resume.error ?? undefined} disabled={!given.reason.trim() || (restored && !given.compared) || (paused && !given.anyway)}>
        <Stack gap="sm">
          <Text size="sm">{t(restored ? "resume.restored" : paused ? "resume.paused" : "resume.follows")}</Text>
          {restored ? <Checkbox checked={given.compared} onChange={(event) => setGiven({ ...given, compared: event.currentTarget.checked })} label={t("resume.compared")} /> : null}
          {paused ? <Checkbox checked={given.anyway} onChange={(event) => setGiven({ ...given, anyway: event.currentTarget.checked })} label={t("resume.anyway")} /> : null}
          <Reason value={given.reason} set={(reason) => setGiven({ ...given, reason })} />
        </Stack>
      </ConfirmMoney>
    </>
  );
}

function Reason({ value, set }: { value: string; set: (reason: string) => void }) {
  const t = useWords("payouts");
  return <TextInput label={t("reason")} description={t("reasonText")} required value={value} maxLength={300} onChange={(event) => set(event.currentTarget.value)} />;
}
