/** In the place of a button: which right it needs, so that nobody looks for it in vain. */
import { Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

export function NeedsRight({ permission }: { permission: string }) {
  const t = useWords("proposal");
  const right = useWords("parts")(`rights.${permission.replace(".", "_")}`, { defaultValue: permission });
  return <Text size="sm" c="dimmed" className="no-print">{t("needs", { permission: right })}</Text>;
}
