/** The statements are being drawn: how far it is, that one may leave, and what to do if it does not go on. */
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, Group, Progress, Text } from "@mantine/core";
import { api, client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { share, type RunStory } from "./run";

export function Preparing({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const opens = useMay("runs.open");
  const before = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 20 } } });
  const prepare = useMoneyAct((given: { id: string }, headers) =>
    client.POST("/api/v1/settlements/{id}/preparation", { params: { path: given }, headers }));
  // How many there will be is known only at the end: the run before tells about how many.
  const about = before.data?.items.find((one) => one.statements > 0 && one.id !== run.id)?.statements ?? 0;
  return (
    <Panel title={t("preparing.title")}>
      <Text aria-live="polite">{about > 0 ? t("preparing.about", { drawn: run.drawn, about }) : t("preparing.drawn", { count: run.drawn })}</Text>
      <Progress my="sm" value={about > 0 ? share(run.drawn, about) : 100} animated striped aria-label={t("preparing.title")} />
      <Text size="sm" c="dimmed">{t("preparing.text")}</Text>
      {prepare.error ? <ProblemNote problem={prepare.error} /> : null}
      {opens ? <Group mt="sm"><Button variant="default" loading={prepare.isPending} onClick={() => prepare.mutate({ id: run.id })}>{t("preparing.again")}</Button></Group> : null}
    </Panel>
  );
}
