/** The other language is named in itself. */
import { ActionIcon } from "@mantine/core";
import { currentLanguage, speak, useWords } from "@shared/words/i18n";
import { IconLanguage } from "@tabler/icons-react";

export function LanguageSwitch() {
  const t = useWords("shell");
  const other = currentLanguage() === "sw" ? "en" : "sw";
  return (
    <ActionIcon variant="subtle" color="gray" c="var(--ink)" size={40} lang={other} aria-label={t("language")} title={t("language")}
      onClick={() => void speak(other)}>
      <IconLanguage size={20} aria-hidden />
    </ActionIcon>
  );
}
