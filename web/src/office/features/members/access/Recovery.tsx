/** One member's lost access that waits to be given back by a second official. */
import { Proposal } from "@office/parts/Proposal";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

export function Recovery({ recovery: { member: number, reason, proposed_by, proposed_at } }: { recovery: Schemas["OpenRecovery"] }) {
  const t = useWords("members");
  const path = { number };
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/access-recovery/approval", { params: { path }, headers }));
  const refuse = useAct((given: { reason: string }, headers) => client.POST("/api/v1/members/{number}/access-recovery/refusal", { params: { path }, headers, body: { reason: given.reason } }));
  return (
    <Proposal title={t("recovery.waits", { number })} by={proposed_by} at={proposed_at} permission="members.approve_access" approve={approve} refuse={refuse} approveTitle={t("recovery.approve", { number })}>
      <p>{reason ?? t("hidden")}</p>
      <p>{t("recovery.approveText")}</p>
    </Proposal>
  );
}
