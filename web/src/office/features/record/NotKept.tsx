/** The device keeps nothing (a full disk, a private window): said plainly, with the way that is left. */
import { Alert, Button, Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

export function NotKept({ send }: { send: () => Promise<void> }) {
  const t = useWords("record");
  const [going, setGoing] = useState(false);
  const pressed = async () => {
    setGoing(true);
    await send();
    setGoing(false);
  };
  return (
    <Alert role="alert" variant="outline" color="red" title={t("notKept.title")}>
      <Text size="sm">{t("notKept.text")}</Text>
      <Button mt="xs" size="xs" variant="default" loading={going} onClick={() => void pressed()}>{t("notKept.send")}</Button>
    </Alert>
  );
}
