/** M-Pesa told quite another name: one official says why the number is right all the same, another agrees. */
import { ActButton } from "@office/parts/ActButton";
import { Note } from "@office/parts/Note";
import { phone } from "@office/parts/phone";
import { Proposal } from "@office/parts/Proposal";
import { Stack } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import type { PayeeProps } from "./Payee";
import styles from "../members.module.css";

export function Acceptance({ member, payee }: PayeeProps) {
  const t = useWords("members");
  const may = useMay("members.change");
  const path = { number: member.number };
  const number = payee.payee ?? "";
  const propose = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/payee-acceptance", { params: { path }, headers, body: { phone: number, reason } }));
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/payee-acceptance/approval", { params: { path }, headers, body: { phone: number } }));
  if (payee.pay_channel !== "mpesa" || payee.payee_match !== "none" || payee.payee_accepted) return null;
  const names = { told: payee.payee_name ?? "", registered: member.name ?? "" };
  return (
    <Stack className={styles.part}>
      <Note tone="bad" title={t("accept.differs", names)}>{t("accept.text")}</Note>
      {payee.acceptance_proposed_by ? (
        <Proposal title={t("accept.title")} by={payee.acceptance_proposed_by} permission="members.approve_number_change" approve={approve} approveTitle={t("accept.approve", names)}>
          <p>{phone(number)}: {payee.acceptance_reason}</p>
        </Proposal>
      ) : may ? (
        <div><ActButton label={t("accept.propose")} title={t("accept.proposeTitle", { phone: phone(number) })} act={propose} reason={{ label: t("why"), description: t("accept.whyText") }} /></div>
      ) : null}
    </Stack>
  );
}
