/** Opens the run of a period that has ended. What is recorded from then on falls into the next one. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { BackTo } from "@office/parts/Ways";
import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { api, client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate, day } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";

import { ended, type Period, type Rhythm } from "./periods";
import { isPaying, type Run } from "./run";

export function NewRun() {
  const t = useWords("settlement");
  const house = api.useQuery("get", "/api/v1/cooperative");
  const runs = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 20 } } });
  const both = house.data && runs.data ? { rhythm: house.data.rhythm as Rhythm, runs: runs.data.items } : undefined;
  const asked = { data: both, error: house.error ?? runs.error, refetch: () => void Promise.all([house.refetch(), runs.refetch()]) };
  if (!useMay("runs.open")) return <Forbidden permissions={["runs.open"]} />;
  return (
    <Page title={t("new.title")} above={<BackTo to="/settlements">{t("title")}</BackTo>}>
      <Ask asked={asked}>{({ rhythm, runs: known }) => <Choice rhythm={rhythm} runs={known} />}</Ask>
    </Page>
  );
}

function Choice({ rhythm, runs }: { rhythm: Rhythm; runs: Run[] }) {
  const t = useWords("settlement");
  const unfinished = runs.find((run) => run.state === "opened" || run.state === "prepared");
  if (unfinished) {
    return (
      <Panel>
        <Empty title={t("new.unfinished", { period: unfinished.period })} text={t("new.unfinishedText")}>
          <Button component={Link} to={`/settlements/${unfinished.id}`} mt="xs">{t("new.look", { period: unfinished.period })}</Button>
        </Empty>
      </Panel>
    );
  }
  const closed = runs.filter(isPaying).map((run) => run.period_end).toSorted().at(-1) ?? null;
  const choices = ended(businessDate(), rhythm, closed);
  return <Panel>{choices.length > 0 ? <Form choices={choices} /> : <Empty title={t("new.noneEnded")} text={t("new.noneEndedText")} />}</Panel>;
}

function Form({ choices }: { choices: Period[] }) {
  const t = useWords("settlement");
  const go = useNavigate();
  // The oldest first: a run closes all periods before its own.
  const [period, setPeriod] = useState(choices.at(-1)?.code ?? "");
  const open = useMoneyAct((given: { period: string }, headers) => client.POST("/api/v1/settlements", { headers, body: given }), (saved) => {
    if (saved) void go(`/settlements/${saved.id}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate({ period });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group value={period} onChange={setPeriod} label={t("new.which")} description={t("new.whichText")}>
          <Stack gap="sm" mt="sm">
            {choices.toReversed().map((one) => (
              <Radio key={one.code} value={one.code} label={t("new.choice", { code: one.code, from: day(one.start), to: day(one.end) })} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">{t("new.what")}</Text>
        {open.error ? <ProblemNote problem={open.error} /> : null}
        <Group><Button type="submit" loading={open.isPending}>{t("new.go")}</Button></Group>
      </Stack>
    </form>
  );
}
