/** What was recorded and what the farmer says, side by side, and what lies between them. */
import { Principal } from "@office/parts/Principal";
import { Clock, Day, Litres, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import { claimOf, difference, noteOf, type Disputed, type WithStory } from "./dispute";

export function Versions({ delivery }: { delivery: Disputed & WithStory }) {
  const t = useWords("disputes");
  const claim = claimOf(delivery);
  const note = noteOf(delivery.story);
  const shift = t(`shift.${delivery.shift}`, { defaultValue: delivery.shift });
  return (
    <div className={styles.versions}>
      <section className={styles.version} aria-labelledby="recorded">
        <h3 id="recorded">{t("recorded")}</h3>
        <p className={styles.large}><Litres value={delivery.litres} /></p>
        <p><Day date={delivery.date} /> {shift}, {delivery.centre}</p>
        <p className={styles.soft}><Principal of={delivery.recorded_by} />, <Clock at={delivery.recorded_at} /></p>
      </section>
      <section className={`${styles.version} ${styles.says}`} aria-labelledby="farmer-says">
        <h3 id="farmer-says">{t("says")}</h3>
        <p className={styles.large}>{claim === null ? t(`reason.${delivery.dispute.reason}`) : <Litres value={claim} />}</p>
        <p>{claim === null ? t("noClaim") : <>{t(`reason.${delivery.dispute.reason}`)} · <span className={styles.gap}>{sign(difference(delivery, claim))}<Litres value={difference(delivery, claim)} /></span></>}</p>
        {note ? <blockquote className={styles.note}>{note}</blockquote> : null}
        <p className={styles.soft}><Clock at={delivery.dispute.disputed_at} /></p>
      </section>
      <p className={styles.held}>{cents(delivery.dispute.held.amount) > 0
        ? <>{t("held")} <Money value={delivery.dispute.held} strong /> (<Litres value={delivery.dispute.held_litres} />)</>
        : t("nothingHeld")}</p>
    </div>
  );
}

const sign = (litres: string) => (cents(litres) > 0 ? "+" : "");
