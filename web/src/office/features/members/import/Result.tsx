/** What was recorded, and where to go on. */
import { Note } from "@office/parts/Note";
import { Button, Group, Stack } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import type { Kind } from "./kinds";
import type { Imported } from "./sending";

const LEADS: Record<Kind, string> = { members: "/members", deliveries: "/deliveries", charges: "/charges", bulk: "/deliveries", opening: "/charges/adjustments" };

export function Result({ kind, result, again }: { kind: Kind; result: Imported; again: () => void }) {
  const t = useWords("import");
  return (
    <Stack role="status">
      <Note tone="good" title={t("recorded", { count: result.recorded })}>
        {result.already > 0 ? <p>{t("alreadyThere", { count: result.already })}</p> : null}
        {result.batch ? <p>{t("batchWaits", { batch: result.batch })}</p> : null}
      </Note>
      <Group>
        <Button component={Link} to={LEADS[kind]}>{t(`lead.${kind}`)}</Button>
        <Button variant="default" onClick={again}>{t("againFile")}</Button>
      </Group>
    </Stack>
  );
}
