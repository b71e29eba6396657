/** A fault of ours: said plainly, with a way on. What waits to be sent stays on the device. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { isRouteErrorResponse, useRouteError } from "react-router";

export function BrokenPage() {
  const t = useWords("shell");
  const thrown = useRouteError();
  const missing = isRouteErrorResponse(thrown) && thrown.status === 404;
  return (
    <main>
      <Stack p="xl" align="flex-start">
        <Title order={1} size="h2">{missing ? t("missing.title") : t("broken.title")}</Title>
        <Text>{missing ? t("missing.text") : t("broken.text")}</Text>
        <Button onClick={() => location.assign(import.meta.env.BASE_URL)}>{t("broken.again")}</Button>
      </Stack>
    </main>
  );
}
