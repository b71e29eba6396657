/** How a day, week or month is called on an axis and in full. */
import { day } from "@shared/figures/format";
import { currentLanguage, useWords } from "@shared/words/i18n";

import { endOf, type Span } from "./span";

export function monthName(date: string, style: "short" | "long"): string {
  const options: Intl.DateTimeFormatOptions = style === "short" ? { month: "short", timeZone: "UTC" } : { month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(currentLanguage() === "sw" ? "sw-KE" : "en-KE", options).format(new Date(`${date}T00:00:00Z`));
}

export function useStepName() {
  const t = useWords("insights");
  return (start: string, span: Span): { label: string; title: string } => {
    if (span.by === "month") return { label: monthName(start, "short"), title: monthName(start, "long") };
    if (span.by === "day") return { label: day(start, "short"), title: day(start) };
    return { label: day(start, "short"), title: t("weekOf", { from: day(start), to: day(endOf(start, "week", span.to)) }) };
  };
}
