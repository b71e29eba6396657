/** How often there is a pay run, from the next one on. */
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Radio, Stack } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import type { CooperativeProps } from "./Cooperative";

const RHYTHMS = ["week", "ten-days", "half-month", "month"] as const;

export function Rhythm({ cooperative }: CooperativeProps) {
  const t = useWords("settings");
  const [rhythm, setRhythm] = useState<Schemas["Rhythm"]["rhythm"]>(cooperative.rhythm);
  const put = useAct((body: Schemas["Rhythm"], headers) => client.PUT("/api/v1/cooperative/rhythm", { headers, body }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rhythm !== cooperative.rhythm && !put.isPending) put.mutate({ rhythm });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group label={t("rhythmText")} value={rhythm} onChange={(value) => setRhythm(RHYTHMS.find((one) => one === value) ?? rhythm)}>
          <Stack gap="xs" mt="xs">{RHYTHMS.map((value) => <Radio key={value} value={value} label={t(`rhythms.${value}`)} />)}</Stack>
        </Radio.Group>
        {put.error ? <ProblemNote problem={put.error} /> : null}
        <div><Button type="submit" variant="default" disabled={rhythm === cooperative.rhythm} loading={put.isPending}>{t("save")}</Button></div>
      </Stack>
    </form>
  );
}
