/** What a price has beyond its flat figure, in a few words. */
import { useWords } from "@shared/words/i18n";

import type { Price } from "./price";

export function Rules({ price }: { price: Price }) {
  const t = useWords("prices");
  const parts = [
    ...(price.text ? [price.text] : []),
    ...(price.cells > 0 ? [t("rules.cells", { count: price.cells })] : []),
    ...(price.grades.length > 0 ? [t("rules.grades", { grades: price.grades.map((step) => step.grade).join(", ") })] : []),
    ...(price.slabs.length > 0 ? [t("rules.slabs", { count: price.slabs.length })] : []),
  ];
  return <>{parts.length > 0 ? parts.join(" · ") : t("rules.flat")}</>;
}
