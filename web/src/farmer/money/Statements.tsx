/** All statements, the latest first. */
import { Litres, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { span } from "../data/days";
import { periodOfCode } from "../data/period";
import { useStatements } from "../data/questions";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

export function Statements() {
  const t = useWords("money");
  const statements = useStatements();
  return (
    <Screen title={t("statements")} back="money" of={statements}>
      <Shown of={statements} isEmpty={(all) => all.length === 0} empty={<p>{t("noStatements")}</p>}>
        {(all) => (
          <ul className={ui.list}>
            {all.map((one) => (
              <li key={one.id}>
                <Link to={`money/statement/${one.run}`} className={ui.row}>
                  <span className={ui.rowMain}>
                    {periodText(one.period)}
                    <small><Litres value={one.litres} /></small>
                    {one.settled_at === null ? <small><State of="pending" /></small> : null}
                  </span>
                  <span className={ui.rowSide}><Money value={one.net} strong /></span>
                  <Icon name="next" />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Screen>
  );
}

export function periodText(code: string): string {
  const period = periodOfCode(code);
  return period ? span(period.start, period.end) : code;
}
