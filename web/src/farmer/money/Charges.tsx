/** What the member owes: advances, shop, loans, shares; what is over stands below. */
import { Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { useCharges, type Charge } from "../data/questions";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

export function Charges() {
  const t = useWords("money");
  const charges = useCharges();
  return (
    <Screen title={t("charges")} back="money" of={charges}>
      <Shown of={charges} isEmpty={(all) => all.length === 0} empty={<p>{t("noCharges")}</p>}>
        {(all) => (
          <ul className={ui.list}>
            {all.toSorted((one, other) => Number(one.state === "ended") - Number(other.state === "ended")).map((one) => <li key={one.id}><Row charge={one} /></li>)}
          </ul>
        )}
      </Shown>
      <p className={ui.quiet}>{t("alsoLevies")}</p>
    </Screen>
  );
}

function Row({ charge }: { charge: Charge }) {
  const t = useWords("money");
  return (
    <Link to={`money/charge/${charge.id}`} className={ui.row}>
      <span className={ui.rowMain}>{charge.text}<small>{t(`kind.${charge.kind}`, { defaultValue: charge.kind })}</small></span>
      <span className={ui.rowSide}>
        {charge.state === "ended" ? <State of="completed" /> : charge.remaining ? <><Money value={charge.remaining} strong /><small>{t("left")}</small></> : null}
      </span>
      <Icon name="next" />
    </Link>
  );
}
