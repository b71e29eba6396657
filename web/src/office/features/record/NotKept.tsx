/** The device keeps nothing (a full disk, a private window): said plainly, with the way that is left. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import type { Failure } from "./useUnkept";

type Props = { failure: Failure; send: (failure: Failure) => Promise<void>; drop: (failure: Failure) => void };

export function NotKept({ failure, send, drop }: Props) {
  const t = useWords("record");
  const [going, setGoing] = useState(false);
  const { body, name } = failure.line;
  const pressed = async () => {
    setGoing(true);
    await send(failure);
    setGoing(false);
  };
  const amount = body.litres ? `${body.litres} L` : `${body.kilograms ?? ""} kg`;
  return (
    <Alert role="alert" variant="outline" color="red" title={t("notKept.title", { amount, who: name ? `${body.member} ${name}` : body.member })}>
      <Text size="sm">{failure.problem ? failure.problem.message || t("notKept.silent") : t("notKept.text")}</Text>
      <Group mt="xs" gap="xs">
        <Button size="xs" variant="default" loading={going} onClick={() => void pressed()}>{t("notKept.send")}</Button>
        <Button size="xs" variant="subtle" onClick={() => drop(failure)}>{t("notKept.drop")}</Button>
      </Group>
    </Alert>
  );
}
