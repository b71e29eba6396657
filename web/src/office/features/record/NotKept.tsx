/** The device keeps nothing (a full disk, a private window): said plainly, with the way that is left. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import type { Failure } from "./useEntry";

export function NotKept({ failure, drop }: { failure: Failure; drop: () => void }) {
  const t = useWords("record");
  const [going, setGoing] = useState(false);
  const { body, name } = failure.line;
  const pressed = async () => {
    setGoing(true);
    await failure.act();
    setGoing(false);
  };
  const amount = body.litres ? `${body.litres} L` : `${body.kilograms ?? ""} kg`;
  return (
    <Alert role="alert" variant="outline" color="red" title={t("notKept.title", { amount, who: name ? `${body.member} ${name}` : body.member })}>
      <Text size="sm">{failure.problem ? failure.problem.message || t("notKept.silent") : t("notKept.text")}</Text>
      <Group mt="xs" gap="xs">
        <Button size="xs" variant="default" loading={going} onClick={() => void pressed()}>{t("notKept.send")}</Button>
        <Button size="xs" variant="subtle" onClick={drop}>{t("notKept.drop")}</Button>
      </Group>
    </Alert>
  );
}
