/** Other disputes of the last months: of this member, and of milk that the same official recorded, with their outcomes. */
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { api } from "@shared/api/client";
import { Day } from "@shared/figures/Figures";
import { businessDate, daysLater, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./disputes.module.css";
import { isDisputed, patternOf, type Delivery, type Disputed } from "./dispute";

const MONTHS_IN_DAYS = 180;
const MANY = 200;
const SHOWN = 3;

function useDecided(query: { member?: string; centre?: string }): Delivery[] | undefined {
  const from = daysLater(businessDate(), -MONTHS_IN_DAYS);
  return api.useQuery("get", "/api/v1/deliveries", { params: { query: { ...query, state: "resolved", from, limit: MANY } } }).data?.items;
}

export function Patterns({ delivery }: { delivery: Disputed }) {
  const t = useWords("disputes");
  const own = useDecided({ member: delivery.member })?.filter(({ id }) => id !== delivery.id);
  const centres = useDecided({ centre: delivery.centre })?.filter(({ id, recorded_by: by }) => id !== delivery.id && by === delivery.recorded_by);
  return (
    <Panel title={t("before")}>
      <h3 className={styles.small}>{t("ofMember", { member: delivery.member })}</h3>
      <Summary disputes={own} />
      <h3 className={styles.small}><Principal of={delivery.recorded_by} /> · {delivery.centre}</h3>
      <Summary disputes={centres} />
      <p className={`${styles.soft} ${styles.months}`}>{t("months")}</p>
    </Panel>
  );
}

function Summary({ disputes }: { disputes: readonly Delivery[] | undefined }) {
  const t = useWords("disputes");
  if (!disputes) return <p aria-busy="true">…</p>;
  const { decided, stands, changed, withdrawn } = patternOf(disputes);
  if (decided === 0) return <p>{t("noneBefore")}</p>;
  const parts = [stands && t("patternStands", { count: stands }), changed && t("patternChanged", { count: changed }), withdrawn && t("patternWithdrawn", { count: withdrawn })];
  return (
    <>
      <p>{t("pattern", { count: decided })}: {parts.filter(Boolean).join(", ")}</p>
      <ul className={styles.others}>
        {disputes.filter(isDisputed).slice(0, SHOWN).map((one) => <li key={one.id}><Other dispute={one} /></li>)}
      </ul>
    </>
  );
}

function Other({ dispute }: { dispute: Disputed }) {
  const t = useWords("disputes");
  return <><Link to={`/disputes/${dispute.id}`}><Day date={dispute.date} /></Link> {t(`reason.${dispute.dispute.reason}`)}: {t(`outcome.${dispute.dispute.outcome ?? "none"}`)}, {litres(dispute.litres)}</>;
}
