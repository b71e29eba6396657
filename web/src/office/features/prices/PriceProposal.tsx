/** One price that waits for a second official: what it is, both seats, and the way to what it would cost. */
import { useCentres } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { client } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import type { Price } from "./price";
import styles from "./prices.module.css";
import { Rules } from "./Rules";

export function PriceProposal({ price, look = true }: { price: Price; look?: boolean }) {
  const t = useWords("prices");
  const centres = useCentres();
  const params = { path: { id: price.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/prices/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/prices/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={t("proposal.title", { centre: centres.name(price.centre) })} by={price.proposed_by} at={price.proposed_at} permission="prices.approve"
      approve={approve} refuse={refuse} approveTitle={t("proposal.approve")} refuseTitle={t("proposal.refuse")}>
      <p className={styles.offer}>
        <span className={styles.big}><Money value={price.price_per_litre} /></span> {t("proposal.from")} <Day date={price.effective_from} /> · <Rules price={price} />
      </p>
      {price.warning ? <Note title={t("warning")}>{price.warning}</Note> : null}
      {look ? <Link className={styles.link} to={`/prices/${price.id}`}>{t("proposal.look")}</Link> : null}
    </Proposal>
  );
}
