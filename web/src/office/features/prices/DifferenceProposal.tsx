/** One price difference that waits for its second official. */
import { useCentres } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import { Proposal, type Said } from "@office/parts/Proposal";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { client, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./prices.module.css";

type Difference = Schemas["PriceDifference"];

export function DifferenceProposal({ difference, look = true }: { difference: Difference; look?: boolean }) {
  const t = useWords("prices");
  const params = { path: { id: difference.id } };
  const approve = useMoneyAct((_: Said, headers) => client.POST("/api/v1/price-differences/{id}/approval", { params, headers }));
  const refuse = useMoneyAct(({ reason }: Said, headers) => client.POST("/api/v1/price-differences/{id}/refusal", { params, headers, body: { reason } }));
  return (
    <Proposal title={difference.name} by={difference.proposed_by} at={difference.proposed_at} permission="differences.approve" approve={approve} refuse={refuse}
      approveTitle={t("difference.approve")} refuseTitle={t("difference.refuse")} danger={difference.takes_back}>
      <p className={styles.offer}><What difference={difference} /></p>
      {difference.takes_back ? <Note tone="bad" title={t("difference.takesBack")} /> : null}
      {look ? <Link className={styles.link} to={`/prices/differences/${difference.id}`}>{t("proposal.look")}</Link> : null}
    </Proposal>
  );
}

/** "KES 2.00 a litre for all milk of 1 Nov – 15 Nov, centre Kimende, grade A" */
export function What({ difference }: { difference: Difference }) {
  const t = useWords("prices");
  const centres = useCentres();
  return (
    <>
      {difference.amount_per_litre ? <><strong><Money value={difference.amount_per_litre} /></strong> {t("difference.aLitre")}</>
        : <>{t("difference.asPrice")} <Link className={styles.link} to={`/prices/${difference.price ?? ""}`}>{t("difference.thisPrice")}</Link></>}
      {" · "}<Day date={difference.from} /> – <Day date={difference.to} /> · {centres.name(difference.centre)}
      {difference.grade ? ` · ${t("grade")} ${difference.grade}` : ""}
    </>
  );
}
