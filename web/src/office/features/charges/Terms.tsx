/** How a charge is taken, in words: "KES 500.00 in each run". */
import { money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

type Given = { basis: string | null; rate: { amount: string } | null; share_percent: string | number | null };

export function Terms({ of: { basis, rate, share_percent } }: { of: Given }) {
  const t = useWords("charges");
  if (basis === "share") return <>{t("basis.sharePercent", { percent: share_percent ?? "" })}</>;
  return <>{basis === "all" || !rate ? t("basis.all") : t(`basis.amount.${basis}`, { amount: money(rate.amount) })}</>;
}
