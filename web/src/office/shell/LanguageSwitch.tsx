/** The other language is named in itself. */
import { ActionIcon, Button } from "@mantine/core";
import { currentLanguage, speak, useWords } from "@shared/words/i18n";
import { IconLanguage } from "@tabler/icons-react";

const NAMES = { en: "English", sw: "Kiswahili" };

/** `inWords`: for whoever is not yet at home here, and looks for a word they can read. */
export function LanguageSwitch({ inWords = false }: { inWords?: boolean }) {
  const t = useWords("shell");
  const other = currentLanguage() === "sw" ? "en" : "sw";
  if (inWords) {
    return (
      <Button variant="subtle" color="gray" c="var(--ink)" lang={other} leftSection={<IconLanguage size={20} aria-hidden />} onClick={() => void speak(other)}>
        {NAMES[other]}
      </Button>
    );
  }
  return (
    <ActionIcon variant="subtle" color="gray" c="var(--ink)" size={40} lang={other} aria-label={t("language")} title={t("language")}
      onClick={() => void speak(other)}>
      <IconLanguage size={20} aria-hidden />
    </ActionIcon>
  );
}
