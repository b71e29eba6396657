/** From which difference between collected and cooled milk on there is an alarm. */
import { NeedsRight } from "@office/parts/NeedsRight";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import type { CooperativeProps } from "./Cooperative";

export function Variance({ cooperative }: CooperativeProps) {
  const t = useWords("settings");
  const may = useMay("variance.limit");
  const now = cooperative.variance_limit_percent;
  const [percent, setPercent] = useState(now);
  const put = useAct((body: Schemas["VarianceLimit"], headers) => client.PUT("/api/v1/cooperative/variance-limit", { headers, body }));
  if (!may) return <Stack gap="xs"><Text>{t("percentOf", { percent: now })}</Text><NeedsRight permission="variance.limit" /></Stack>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (percent.trim() !== now && !put.isPending) put.mutate({ percent: percent.trim().replace(",", ".") });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-end">
          <TextInput label={t("percent")} value={percent} inputMode="decimal" w={160} rightSection="%" error={put.error?.of("percent")} onChange={(event) => setPercent(event.currentTarget.value)} />
          <Button type="submit" variant="default" disabled={percent.trim() === now} loading={put.isPending}>{t("save")}</Button>
        </Group>
        {put.error ? <ProblemNote problem={put.error} /> : null}
      </Stack>
    </form>
  );
}
