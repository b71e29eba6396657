/** The member's milk of the same shift on the days before, with what was recorded and what the farmer says. */
import { api } from "@shared/api/client";
import { cents, day, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import { before, claimOf, usual, type Disputed } from "./dispute";

const MANY = 60;

export function Usual({ delivery }: { delivery: Disputed }) {
  const t = useWords("disputes");
  const asked = api.useQuery("get", "/api/v1/deliveries", { params: { query: { member: delivery.member, shift: delivery.shift, to: delivery.date, limit: MANY } } });
  const milk = before(delivery, asked.data?.items ?? []);
  const [mean, claim] = [usual(milk), claimOf(delivery)];
  const shift = t(`shift.${delivery.shift}`, { defaultValue: delivery.shift });
  return (
    <div className={styles.usual}>
      <p>{mean ? <>{t("usual", { shift })} <strong>{litres(mean)}</strong> <span className={styles.soft}>({t("from", { count: milk.length })})</span></> : asked.data ? t("noUsual") : " "}</p>
      <Bars bars={[
        ...milk.map((one) => ({ key: one.id, kind: "before", litres: one.litres, words: `${day(one.date)}: ${litres(one.litres)}` })),
        { key: "recorded", kind: "recorded", litres: delivery.litres, words: `${t("recorded")}: ${litres(delivery.litres)}` },
        ...(claim === null ? [] : [{ key: "claim", kind: "claim", litres: claim, words: `${t("says")}: ${litres(claim)}` }]),
      ]} />
    </div>
  );
}

type Bar = { key: string; kind: string; litres: string; words: string };

function Bars({ bars }: { bars: readonly Bar[] }) {
  const t = useWords("disputes");
  const most = Math.max(1, ...bars.map((bar) => cents(bar.litres)));
  return (
    <ol className={styles.bars} aria-label={t("bars")}>
      {bars.map((bar) => (
        <li key={bar.key} className={styles[bar.kind]} title={bar.words}>
          <span aria-hidden="true" className={styles.figure}>{bar.kind === "before" ? "" : litres(bar.litres)}</span>
          <span aria-hidden="true" className={styles.bar} style={{ height: `${(cents(bar.litres) * 64) / most}px` }} />
          <span className="only-read">{bar.words}</span>
        </li>
      ))}
    </ol>
  );
}
