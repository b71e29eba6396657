/** A number for money alone, apart from that for messages; or back to the one for messages. */
import { ActButton } from "@office/parts/ActButton";
import { phone } from "@office/parts/phone";
import { Proposal } from "@office/parts/Proposal";
import { Group, Stack } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { Change } from "./Change";
import type { PayeeProps } from "./Payee";
import { ProposePhone } from "./ProposePhone";
import { isActive } from "../member";
import styles from "../members.module.css";

export function PayoutPhone({ member, payee }: PayeeProps) {
  const t = useWords("members");
  const may = useMay("members.change");
  const { number } = member;
  const path = { number };
  const propose = useAct((given: { phone: string | null }, headers) => client.POST("/api/v1/members/{number}/payout-phone-change", { params: { path }, headers, body: { payout_phone: given.phone } }));
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/payout-phone-change/approval", { params: { path }, headers, body: { payout_phone: payee.proposed_payout_phone } }));
  const refuse = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/payout-phone-change/refusal", { params: { path }, headers, body: { reason } }));
  const named = (msisdn: string | null) => (msisdn ? phone(msisdn) : t("payout.likePhone"));
  if (payee.payout_phone_proposed_by) {
    return (
      <Stack className={styles.part}>
        <Proposal title={t("payout.change")} by={payee.payout_phone_proposed_by} permission="members.approve_number_change" approve={approve} refuse={refuse} approveTitle={t("payout.approve", { number })}>
          <Change before={named(payee.payout_phone)} after={named(payee.proposed_payout_phone)} />
        </Proposal>
      </Stack>
    );
  }
  if (!may || !isActive(member) || payee.pay_channel !== "mpesa") return null;
  return (
    <Group className={styles.part} align="flex-start">
      <ProposePhone label={t("payout.propose")} title={t("payout.proposeTitle", { number })} text={t("payout.proposeText")} act={propose} field="payout_phone" />
      {payee.payout_phone ? (
        <ActButton label={t("payout.back")} title={t("payout.backTitle", { number })} act={{ ...propose, mutate: (_, options) => propose.mutate({ phone: null }, options) }}>{t("payout.backText")}</ActButton>
      ) : null}
    </Group>
  );
}
