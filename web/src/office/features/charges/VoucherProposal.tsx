/** One voucher that waits: its sum, its lines, both seats. */
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { client, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./charges.module.css";

export function VoucherProposal({ voucher, look = false }: { voucher: Schemas["VoucherAnswer"]; look?: boolean }) {
  const t = useWords("charges");
  const params = { path: { id: voucher.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/vouchers/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/vouchers/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={voucher.text} by={voucher.proposed_by} at={voucher.proposed_at} permission="vouchers.approve" approve={approve} refuse={refuse} approveTitle={t("voucher.approve")} refuseTitle={t("voucher.refuse")}>
      <p className={styles.offer}><strong><Money value={voucher.amount} /></strong> · <Day date={voucher.day} />{voucher.reference ? ` · ${voucher.reference}` : ""}</p>
      {look ? <Link className={styles.link} to={`/charges/vouchers/${voucher.id}`}>{t("look")}</Link> : null}
    </Proposal>
  );
}
