/** What was paid, with its receipt, the latest first. */
import { Money } from "@shared/figures/Figures";
import { clock } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Link } from "../app/router";
import { useStatement, useStatements, type StatementPaper } from "../data/questions";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import styles from "./money.module.css";
import { periodText } from "./Statements";

const AT_ONCE = 6;
const STATES: Record<StatementPaper["standing"], string> = {
  draft: "prepared", discarded: "discarded", carried: "waiting", waiting: "requested", held: "held", asking: "unknown", failed: "failed", paid: "paid",
};

export function Payments() {
  const t = useWords("money");
  const statements = useStatements();
  const [most, setMost] = useState(AT_ONCE);
  return (
    <Screen title={t("payments")} back="money" of={statements}>
      <Shown of={statements} isEmpty={(all) => !all.some((one) => one.payout)} empty={<p>{t("noPayments")}</p>}>
        {(all) => {
          const paid = all.filter((one) => one.payout);
          return (
            <>
              <ul className={ui.list}>
                {paid.slice(0, most).map((one) => <li key={one.id}><Payment run={one.run} period={one.period} net={one.net} /></li>)}
              </ul>
              {paid.length > most ? <Button wide onClick={() => setMost(most + AT_ONCE)}>{t("more")}</Button> : null}
            </>
          );
        }}
      </Shown>
    </Screen>
  );
}

function Payment({ run, period, net }: { run: string; period: string; net: { amount: string; currency: string } }) {
  const t = useWords("money");
  const { value: paper } = useStatement(run);
  return (
    <Link to={`money/statement/${run}`} className={ui.row}>
      <Icon name="receipt" />
      <span className={ui.rowMain}>
        <span className={styles.first}><span>{periodText(period)}</span><Money value={net} strong /></span>
        {paper ? <small><State of={STATES[paper.standing]} />{paper.paid_at ? ` · ${clock(paper.paid_at)}` : ""}</small> : <small>…</small>}
        {paper?.receipt ? <small>{t("receiptNo", { receipt: paper.receipt })}</small> : null}
      </span>
    </Link>
  );
}
