/** How receipts come to this member, by the app or by SMS, and when it shall be quiet. */
import { Ask } from "@office/parts/Ask";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Fact } from "./Fact";
import { isActive } from "./member";
import type { TabProps } from "./Member";

type Answer = Schemas["MessageChoiceAnswer"];
const RECEIPTS = ["usual", "each", "day", "week", "off"] as const;
const QUIET = ["usual", "yes", "no"] as const;

export function MessageChoice({ member }: TabProps) {
  const t = useWords("members");
  const may = useMay("members.change") && isActive(member);
  const asked = api.useQuery("get", "/api/v1/members/{number}/messages", { params: { path: { number: member.number } } });
  return (
    <Panel title={t("choice.title")}>
      <Ask asked={asked}>{(choice) => (may ? <Form key={JSON.stringify(choice)} number={member.number} choice={choice} /> : <Stack><Shown choice={choice} /><NeedsRight permission="members.change" /></Stack>)}</Ask>
    </Panel>
  );
}

function Shown({ choice }: { choice: Answer }) {
  const t = useWords("members");
  const hours = choice.hours_in_force;
  return (
    <Pairs>
      <Fact name={t("choice.receipts")}>{t(`choice.receiptsAre.${choice.in_force}`)}</Fact>
      <Fact name={t("choice.push")}>{t(choice.push ? "yes" : "no")}</Fact>
      <Fact name={t("choice.quiet")}>{hours ? t("choice.hours", hours) : t("choice.noQuiet")}</Fact>
    </Pairs>
  );
}

const quietOf = (choice: Answer) => (choice.quiet === null ? "usual" : choice.quiet ? "yes" : "no");

function Form({ number, choice }: { number: string; choice: Answer }) {
  const t = useWords("members");
  const [receipts, setReceipts] = useState<Answer["receipts"]>(choice.receipts);
  const [push, setPush] = useState(choice.push);
  const [quiet, setQuiet] = useState<(typeof QUIET)[number]>(quietOf(choice));
  const [hours, setHours] = useState({ quiet_from: choice.quiet_from ?? "20:00", quiet_until: choice.quiet_until ?? "05:30" });
  const choose = useAct((body: Schemas["MessageChoice"], headers) => client.PUT("/api/v1/members/{number}/messages", { params: { path: { number } }, headers, body }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!choose.isPending) choose.mutate({ receipts, push, quiet: quiet === "usual" ? null : quiet === "yes", ...(quiet === "yes" ? hours : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        <Select label={t("choice.receipts")} value={receipts} allowDeselect={false} data={RECEIPTS.map((value) => ({ value, label: value === "usual" ? t("choice.asAll", { now: t(`choice.receiptsAre.${choice.in_force}`) }) : t(`choice.receiptsAre.${value}`) }))}
          onChange={(value) => setReceipts(RECEIPTS.find((one) => one === value) ?? "usual")} error={choose.error?.of("receipts")} />
        <Switch label={t("choice.push")} checked={push} onChange={(event) => setPush(event.currentTarget.checked)} />
        <Group align="flex-end">
          <Select label={t("choice.quiet")} value={quiet} allowDeselect={false} data={QUIET.map((value) => ({ value, label: t(`choice.quiets.${value}`) }))} onChange={(value) => setQuiet(QUIET.find((one) => one === value) ?? "usual")} />
          {quiet === "yes" ? (["quiet_from", "quiet_until"] as const).map((name) => (
            <TextInput key={name} type="time" label={t(`choice.${name}`)} value={hours[name]} error={choose.error?.of(name)} onChange={(event) => setHours({ ...hours, [name]: event.currentTarget.value })} />
          )) : null}
        </Group>
        <Text size="sm" c="dimmed">{t("choice.text")}</Text>
        {choose.error ? <ProblemNote problem={choose.error} /> : null}
        <div><Button type="submit" variant="default" loading={choose.isPending}>{t("save")}</Button></div>
      </Stack>
    </form>
  );
}
