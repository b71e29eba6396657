/** What some deliveries come to. */
import { Count, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import type { Sum } from "../data/milk";
import ui from "../ui/ui.module.css";

export function Sums({ of }: { of: Sum }) {
  const t = useWords("milk");
  return (
    <dl className={`${ui.card} ${ui.sums}`}>
      <div><dt>{t("litres")}</dt><dd><Litres value={of.litres} /></dd></div>
      <div><dt>{t("weighings")}</dt><dd><Count value={of.deliveries} /></dd></div>
      <div className={ui.total}><dt>{t("worth")}<small>{t("before")}</small></dt><dd><Money value={{ amount: of.value, currency: "KES" }} /></dd></div>
    </dl>
  );
}
