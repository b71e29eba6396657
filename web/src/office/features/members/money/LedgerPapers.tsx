/** The member's ledger of a span of days: to print (PDF) or for a spreadsheet (CSV). */
import { Button, Group } from "@mantine/core";
import { DayInput } from "@office/parts/DayInput";
import { useWords } from "@shared/words/i18n";
import { IconFileSpreadsheet, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";

export function LedgerPapers({ number }: { number: string }) {
  const t = useWords("members");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const span = new URLSearchParams({ ...(from ? { from } : {}), ...(until ? { until } : {}) }).toString();
  const at = (name: string) => `/api/v1/members/${encodeURIComponent(number)}/${name}${span ? `?${span}` : ""}`;
  return (
    <Group align="flex-end" className="no-print">
      <DayInput label={t("account.from")} value={from} max={until || undefined} onChange={(event) => setFrom(event.currentTarget.value)} />
      <DayInput label={t("account.until")} value={until} min={from || undefined} onChange={(event) => setUntil(event.currentTarget.value)} />
      <Button component="a" variant="default" href={at("ledger.pdf")} target="_blank" rel="noreferrer" leftSection={<IconPrinter size={18} aria-hidden />}>{t("account.pdf")}</Button>
      <Button component="a" variant="default" href={at("ledger/file")} download leftSection={<IconFileSpreadsheet size={18} aria-hidden />}>{t("account.csv")}</Button>
    </Group>
  );
}
