/** The only acts that are safe for a payout as it stands. Where another must act, it says so instead of a button. */
import { Note } from "@office/parts/Note";
import { usePrincipal } from "@office/parts/Principal";
import { TwoSeats } from "@office/parts/TwoSeats";
import { Group } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import type { ComponentType, ReactNode } from "react";

import { ApproveOutcome, ApproveRelease } from "./Approve";
import { Hold, ProposeRelease, Release, Retry } from "./LetGo";
import { offers, type Act, type Payout } from "./payout";
import { ProposeOutcome } from "./ProposeOutcome";
import styles from "./payouts.module.css";

const BUTTON: Record<Act, ComponentType<{ payout: Payout }>> = {
  hold: Hold, release: Release, "propose-release": ProposeRelease, "approve-release": ApproveRelease, retry: Retry,
  "propose-outcome": ProposeOutcome, "approve-outcome": ApproveOutcome,
};

export function Acts({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  const { who, may } = useSession();
  const found = offers(payout, who.principal, may);
  const approval = found.find(({ act }) => act === "approve-outcome" || act === "approve-release");
  const others = found.filter((offer) => offer !== approval && offer.blocked === null);
  if (found.length === 0) return payout.state === "paid" ? null : <p className={styles.soft}>{t("acts.none")}</p>;
  return (
    <div className={styles.acts}>
      {approval ? <Proposed payout={payout} blocked={approval.blocked}>{button(approval.act, payout)}</Proposed> : null}
      {others.length > 0 ? <Group gap="sm">{others.map(({ act }) => <span key={act}>{button(act, payout)}</span>)}</Group> : null}
      {!approval && others.length === 0 ? <p className={styles.soft}>{t("acts.others")}</p> : null}
    </div>
  );
}

function button(act: Act, payout: Payout): ReactNode {
  const Button = BUTTON[act];
  return <Button payout={payout} />;
}

/** What was proposed, by whom and on what evidence; the second seat is still empty. */
function Proposed({ payout, blocked, children }: { payout: Payout; blocked: "own" | "no-right" | null; children: ReactNode }) {
  const t = useWords("payouts");
  const name = usePrincipal();
  const outcome = payout.proposed_outcome;
  return (
    <section aria-labelledby="proposed">
      <h3 id="proposed" className={styles.heading}>{outcome ? t(`outcome.${outcome}`) : t("release.proposed", { cause: t(`cause.${payout.release_cause ?? "by_hand"}`) })}</h3>
      {outcome ? (
        <dl className={styles.facts}>
          {payout.proposed_receipt ? <div><dt>{t("receipt")}</dt><dd>{payout.proposed_receipt}</dd></div> : null}
          {payout.proposed_channel && outcome === "paid" ? <div><dt>{t("list.channel")}</dt><dd>{t(`channel.${payout.proposed_channel}`)}</dd></div> : null}
          {payout.proposed_fee && outcome === "paid" ? <div><dt>{t("fee")}</dt><dd><Money value={payout.proposed_fee} /></dd></div> : null}
          {payout.proposed_signature ? <div><dt>{t("signature")}</dt><dd>{payout.proposed_signature}</dd></div> : null}
          {payout.proposed_evidence ? <div><dt>{t("evidence")}</dt><dd>{payout.proposed_evidence}</dd></div> : null}
        </dl>
      ) : null}
      <div className={styles.after}>
        <TwoSeats first={{ who: name(payout.proposed_by ?? payout.release_proposed_by) }} firstName={t("seats.proposed")} second={null} secondName={t("seats.approves")}
          action={blocked === null ? <div className={styles.after}>{children}</div> : null} />
      </div>
      {blocked ? <div className={styles.after}><Note title={t(`acts.${blocked}`)} /></div> : null}
    </section>
  );
}
