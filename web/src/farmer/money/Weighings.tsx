/** Every weighing behind a statement, folded away until it is asked for. */
import { Count, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { dayOfWeek } from "../data/days";
import { shiftOf } from "../data/milk";
import type { StatementPaper } from "../data/questions";
import { Icon } from "../ui/Icons";
import ui from "../ui/ui.module.css";
import styles from "./money.module.css";

export function Weighings({ paper }: { paper: StatementPaper }) {
  const t = useWords("money");
  const a = useWords("answering");
  return (
    <details className={styles.fold}>
      <summary>{t("weighings")} (<Count value={paper.deliveries.length} />)</summary>
      <ul className={ui.list}>
        {paper.deliveries.map((one) => (
          <li key={one.delivery}>
            <Link to={`milk/weighing/${one.delivery}`} className={ui.row}>
              <Icon name={shiftOf(one.shift).sign} /><span className="only-read">{a(shiftOf(one.shift).word)} </span>
              <span className={ui.rowMain}>{dayOfWeek(one.date)}<small><Litres value={one.litres} />{one.marks.map((mark) => ` · ${t(`mark.${mark}`)}`)}</small></span>
              <span className={ui.rowSide}><Money value={one.amount} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
