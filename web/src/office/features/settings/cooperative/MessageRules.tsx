/** How receipts come, when it is quiet, what a month may cost, and whether the app comes before an SMS. */
import { Ask } from "@office/parts/Ask";
import { NeedsRight } from "@office/parts/NeedsRight";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { cents, fromCents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

type Rules = Schemas["MessageRules"];
const RECEIPTS = ["each", "day", "week", "off"] as const;
const AMOUNT = /^\d{1,9}([.,]\d{1,2})?$/;

export function MessageRules() {
  const asked = api.useQuery("get", "/api/v1/cooperative/message-rules");
  return <Ask asked={asked}>{(rules) => <Form key={JSON.stringify(rules)} rules={rules} />}</Ask>;
}

function Form({ rules }: { rules: Rules }) {
  const t = useWords("settings");
  const may = useMay("settings.manage");
  const [given, setGiven] = useState(rules);
  const [cap, setCap] = useState(cents(rules.cap.amount) === 0 ? "" : rules.cap.amount);
  const put = useAct((body: Rules, headers) => client.PUT("/api/v1/cooperative/message-rules", { headers, body }));
  const wrongCap = cap.trim() !== "" && !AMOUNT.test(cap.replace(/[\s,](?=\d{3})/g, ""));
  const change = (part: Partial<Rules>) => setGiven({ ...given, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrongCap || put.isPending) return;
    const amount = fromCents(cents(cap.replace(/[\s,](?=\d{3})/g, "").replace(",", ".") || "0"));
    put.mutate({ ...given, cap: { amount, currency: "KES" } });
  };
  const time = (name: "digest_at" | "quiet_from" | "quiet_until") => (
    <TextInput type="time" label={t(name)} value={given[name]} error={put.error?.of(name)} onChange={(event) => change({ [name]: event.currentTarget.value })} />
  );
  const count = (name: "reminder_hours" | "push_wait_minutes") => (
    <TextInput type="number" min={0} label={t(name)} description={t(`${name}Text`)} maw={280} value={String(given[name])} error={put.error?.of(name)} onChange={(event) => change({ [name]: Number(event.currentTarget.value) || 0 })} />
  );
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack>
          <Group align="flex-end">
            <Select label={t("receipts")} value={given.receipts} disabled={!may} allowDeselect={false} data={RECEIPTS.map((value) => ({ value, label: t(`receiptsAre.${value}`) }))} onChange={(value) => change({ receipts: RECEIPTS.find((one) => one === value) ?? given.receipts })} />
            {given.receipts === "day" || given.receipts === "week" ? time("digest_at") : null}
          </Group>
          <Switch label={t("quiet")} description={t("quietText")} checked={given.quiet} onChange={(event) => change({ quiet: event.currentTarget.checked })} />
          {given.quiet ? <Group>{time("quiet_from")}{time("quiet_until")}</Group> : null}
          <TextInput label={t("cap")} description={t("capText")} inputMode="decimal" maw={280} leftSection="KES" leftSectionWidth={48} value={cap} error={wrongCap ? t("capWrong") : put.error?.of("cap")} onChange={(event) => setCap(event.currentTarget.value)} />
          {count("reminder_hours")}
          <Switch label={t("push_first")} description={t("push_firstText")} checked={given.push_first} onChange={(event) => change({ push_first: event.currentTarget.checked })} />
          {given.push_first ? count("push_wait_minutes") : null}
          {put.error ? <ProblemNote problem={put.error} /> : null}
          {may ? <div><Button type="submit" variant="default" loading={put.isPending}>{t("save")}</Button></div> : <NeedsRight permission="settings.manage" />}
        </Stack>
      </fieldset>
    </form>
  );
}
