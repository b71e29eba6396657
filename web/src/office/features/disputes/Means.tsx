/** What the decision means before it is sent: the money, and the farmer's SMS word for word. */
import { Money } from "@shared/figures/Figures";
import { cents, fromCents } from "@shared/figures/format";
import { useWords, type Language } from "@shared/words/i18n";

import styles from "./disputes.module.css";
import { worth, type Disputed } from "./dispute";

type Props = { delivery: Disputed; litres: string | null; text: string; language: Language };

export function Means({ delivery, litres, text, language }: Props) {
  const t = useWords("disputes");
  const { currency } = delivery.value;
  const amount = worth(delivery, litres);
  const more = cents(amount) - cents(delivery.value.amount);
  return (
    <div className={styles.means}>
      <div>
        <h3 className={styles.small}>{t("money")}</h3>
        <p><Money value={delivery.value} /> → <Money value={{ amount, currency }} strong /></p>
        <p className={styles.soft}>{more === 0 ? t("sameMoney") : <>{t(more > 0 ? "moreMoney" : "lessMoney")} <Money value={{ amount: fromCents(Math.abs(more)), currency }} /></>}</p>
        {cents(delivery.dispute.held.amount) > 0 ? <p className={styles.soft}>{t("released")} <Money value={delivery.dispute.held} /></p> : null}
      </div>
      <div>
        <h3 className={styles.small}>{t(`told.${language}`)}</h3>
        <p className={styles.sms} lang={language} data-told>{text}</p>
      </div>
    </div>
  );
}
