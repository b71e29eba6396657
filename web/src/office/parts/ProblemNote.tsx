/** What went wrong: what happened, what was kept, what to do, and a way to try again. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { asProblem, type Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { IconAlertTriangle, IconWifiOff } from "@tabler/icons-react";

/** A refusal says all there is to say; of a fault the operator finds more under this number. */
const FAULT = 500;
const isFault = ({ status, remedy }: Problem) => status >= FAULT || !remedy;

export function ProblemNote({ problem: thrown, again, kept }: { problem: unknown; again?: (() => void) | undefined; kept?: string | undefined }) {
  const t = useWords("parts");
  const problem = asProblem(thrown);
  const silent = problem.kind === "network";
  return (
    <Alert role="alert" variant="outline" color={silent ? "yellow" : "red"} icon={silent ? <IconWifiOff aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={silent ? t("problem.silent") : problem.message || t("problem.title")}>
      <Text size="sm">{silent ? t("problem.silentText") : problem.remedy}</Text>
      {problem.fields.length > 0 ? (
        <ul>{problem.fields.map((field) => <li key={field.field + field.sentence}><strong>{field.field}</strong>: {field.sentence}</li>)}</ul>
      ) : null}
      {kept ? <Text size="sm">{kept}</Text> : null}
      <Group mt="xs" gap="sm">
        {again ? <Button size="xs" variant="default" onClick={again}>{t("problem.again")}</Button> : null}
        {problem.request && isFault(problem) ? <Text size="xs" c="dimmed">{t("problem.request", { request: problem.request })}</Text> : null}
      </Group>
    </Alert>
  );
}
