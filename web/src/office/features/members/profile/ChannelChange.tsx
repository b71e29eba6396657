/** By which way the member is paid: M-Pesa, a bank account or cash. */
import { Proposal } from "@office/parts/Proposal";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { ChannelFields, CHANNELS, type ChannelTyped } from "../ChannelFields";
import { isActive } from "../member";
import { tightly } from "../registration";
import { Change } from "./Change";
import type { PayeeProps } from "./Payee";
import styles from "../members.module.css";

const NOTHING: ChannelTyped = { pay_channel: "bank", account_bank: "", account_number: "", account_name: "" };

function bodyOf({ pay_channel, account_bank, account_number, account_name }: ChannelTyped): Schemas["Channel"] {
  if (pay_channel !== "bank") return { pay_channel };
  return { pay_channel, account_bank: tightly(account_bank), account_number: tightly(account_number), account_name: account_name.trim() };
}

export function ChannelChange({ member, payee }: PayeeProps) {
  const t = useWords("members");
  const { number } = member;
  const path = { number };
  const channel = CHANNELS.find((one) => one === payee.proposed_channel) ?? "mpesa";
  const seen: Schemas["SeenChannel"] = channel !== "bank" ? { pay_channel: channel }
    : { pay_channel: channel, account_bank: payee.proposed_account_bank ?? "", account_number: payee.proposed_account_number ?? "" };
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/channel/approval", { params: { path }, headers, body: seen }));
  const refuse = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/channel/refusal", { params: { path }, headers, body: { reason } }));
  const described = (way: string, bank: (string | null)[]) => [t(`channels.${way}`), ...(way === "bank" ? bank : [])].filter(Boolean).join(" · ");
  if (payee.channel_proposed_by) {
    return (
      <Stack className={styles.part}>
        <Proposal title={t("channel.change")} by={payee.channel_proposed_by} permission="members.approve_number_change" approve={approve} refuse={refuse} approveTitle={t("channel.approve", { number })}>
          <Change before={described(payee.pay_channel, [payee.account_bank, payee.account_number, payee.account_name])}
            after={described(channel, [payee.proposed_account_bank, payee.proposed_account_number, payee.proposed_account_name])} />
        </Proposal>
      </Stack>
    );
  }
  return isActive(member) ? <Propose number={number} now={payee.pay_channel} /> : null;
}

function Propose({ number, now }: { number: string; now: ChannelTyped["pay_channel"] }) {
  const t = useWords("members");
  const may = useMay("members.change");
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState<ChannelTyped>(NOTHING);
  const propose = useAct(
    (given: ChannelTyped, headers) => client.POST("/api/v1/members/{number}/channel", { params: { path: { number } }, headers, body: bodyOf(given) }),
    () => setOpened(false),
  );
  if (!may) return null;
  const open = () => {
    propose.reset();
    setTyped({ ...NOTHING, pay_channel: now === "mpesa" ? "bank" : "mpesa" });
    setOpened(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!propose.isPending) propose.mutate(typed);
  };
  return (
    <div className={styles.part}>
      <Button variant="default" onClick={open}>{t("channel.propose")}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{t("channel.proposeTitle", { number })}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <ChannelFields typed={typed} change={(part) => setTyped({ ...typed, ...part })} error={(field) => propose.error?.of(field)} />
            {propose.error ? <ProblemNote problem={propose.error} /> : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button>
              <Button type="submit" loading={propose.isPending}>{t("propose")}</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </div>
  );
}
