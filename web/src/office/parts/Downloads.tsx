/** A list to take along: as CSV and as a workbook, by the API's own address. */
import { Button } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconDownload } from "@tabler/icons-react";

/** `address` already asks something (`?from=…`) or nothing yet; `format=` is added. */
export function Downloads({ address, what, kinds = ["csv", "xlsx"] }: { address: string; what: string; kinds?: readonly ("csv" | "xlsx")[] }) {
  const t = useWords("forms");
  const join = address.includes("?") ? "&" : "?";
  return (
    <>
      {kinds.map((kind) => (
        <Button key={kind} component="a" href={`${address}${join}format=${kind}`} download variant="default" size="xs" className="no-print"
          leftSection={<IconDownload size={14} aria-hidden />} aria-label={t("download", { what, kind: t(kind) })}>{t(kind)}</Button>
      ))}
    </>
  );
}
