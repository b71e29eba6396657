/** A change of one charge that waits for its second official: approved as it was seen, no other in its place. */
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { client } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import type { Charge } from "./charge";
import styles from "./charges.module.css";
import { Terms } from "./Terms";

export function ChargeProposal({ charge, look = false }: { charge: Charge; look?: boolean }) {
  const t = useWords("charges");
  const change = charge.proposed_change ?? "cancel";
  const params = { path: { id: charge.id } };
  const seen = {
    change, amount: charge.proposed_amount, basis: charge.proposed_basis,
    rate: charge.proposed_basis === "share" ? null : charge.proposed_rate, share_percent: charge.proposed_share_percent === null ? null : String(charge.proposed_share_percent), starts: charge.proposed_starts,
  };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/charges/{id}/change/approval", { params, headers, body: seen }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/charges/{id}/change/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={`${t(`change.${change}`)}: ${charge.text}`} by={charge.proposed_by ?? ""} permission="charges.approve" approve={approve} refuse={refuse} danger={change !== "extend"}
      approveTitle={t("change.approve")} refuseTitle={t("change.refuse")}>
      <p className={styles.offer}>
        {t("member")} <Link className={styles.link} to={`/members/${charge.member}`}>{charge.member}</Link>
        {charge.remaining ? <> · {t("remaining")} <Money value={charge.remaining} /></> : null}
        {change === "extend" ? <> · <Terms of={{ basis: charge.proposed_basis, rate: charge.proposed_rate, share_percent: charge.proposed_share_percent }} /></> : <> · {charge.proposed_amount ? <strong><Money value={charge.proposed_amount} /></strong> : t("change.whole")}</>}
        {charge.proposed_starts ? <> · {t("starts")} <Day date={charge.proposed_starts} /></> : null}
      </p>
      {charge.proposed_reason ? <p className={styles.soft}>{charge.proposed_reason}</p> : null}
      {look ? <Link className={styles.link} to={`/charges/${charge.id}`}>{t("look")}</Link> : null}
    </Proposal>
  );
}
