/** The last look: how many rows are recorded, and the act itself, which may take a minute. */
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { Note } from "@office/parts/Note";
import { Button, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { bringIn, type Given, type Imported, type Preview } from "./sending";

type Props = { given: Given; preview: Preview; done: (result: Imported) => void };

export function Confirm({ given, preview, done }: Props) {
  const t = useWords("import");
  const [opened, setOpened] = useState(false);
  const bring = useAct(bringIn, (answer) => answer && done(answer));
  const fresh = preview.rows - preview.already;
  if (preview.problem_count > 0) return <Note tone="bad" title={t("mendFirst")}>{t("mendFirstText")}</Note>;
  if (fresh <= 0) return <Note title={t("allThere")}>{t("allThereText")}</Note>;
  const open = () => {
    bring.reset();
    setOpened(true);
  };
  return (
    <div>
      <Button size="md" onClick={open}>{t(`go.${given.kind}`, { count: fresh })}</Button>
      <ConfirmMoney opened={opened} onClose={() => setOpened(false)} title={t(`ask.${given.kind}`, { count: fresh })} verb={t("confirm")} count={{ value: fresh, of: t("freshRows") }}
        onConfirm={() => bring.mutate({ ...given, digest: preview.digest })} pending={bring.isPending} problem={bring.error}>
        <Text size="sm">{t("wholeOrNot", { name: given.name })}</Text>
        {given.kind === "deliveries" ? <Text size="sm" mt="xs">{t("smsText")}</Text> : null}
        <Text size="sm" mt="xs" role="status">{bring.isPending ? t("minute") : ""}</Text>
      </ConfirmMoney>
    </div>
  );
}
