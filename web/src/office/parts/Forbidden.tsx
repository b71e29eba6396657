/** What a person sees who has not the right: said plainly, with who could give it. */
import { Title, Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

export function Forbidden({ permissions }: { permissions: readonly string[] }) {
  const t = useWords("parts");
  const rights = permissions.map((name) => t(`rights.${name.replace(".", "_")}`, { defaultValue: name }));
  return (
    <section aria-labelledby="forbidden">
      <Title order={1} size="h2" id="forbidden">{t("forbidden.title")}</Title>
      <Text mt="xs">{t("forbidden.text", { permission: rights.join(` ${t("forbidden.or")} `) })}</Text>
    </section>
  );
}
