/** Chooses the days, the steps and the centre; the choice goes into the address. */
import { CentreField, DayField } from "@office/parts/forms/fields";
import { SegmentedControl } from "@mantine/core";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import styles from "./insights.module.css";
import { spanOf, STEPS, type Span } from "./span";

export function useSpan(): Span {
  return spanOf(useSearchParams()[0]);
}

export function Choice({ steps = false, centre = true }: { steps?: boolean; centre?: boolean }) {
  const t = useWords("insights");
  const [search, setSearch] = useSearchParams();
  const span = spanOf(search);
  const set = (part: Record<string, string>) => setSearch((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(part)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  }, { replace: true });
  return (
    <div className={`${styles.choice} no-print`}>
      {steps ? <SegmentedControl aria-label={t("by.label")} data={STEPS.map((value) => ({ value, label: t(`by.${value}`) }))} value={span.by} onChange={(by) => set({ by, from: "", to: "" })} /> : null}
      <DayField label={t("from")} value={span.from} max={span.to} onChange={(from) => set({ from })} />
      <DayField label={t("to")} value={span.to} max={businessDate()} onChange={(to) => set({ to })} />
      {centre ? <CentreField label={t("centre")} value={span.centre} onChange={(code) => set({ centre: code })} /> : null}
    </div>
  );
}
