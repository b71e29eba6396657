/** SMS about milk and payments, and about statements: on or off for all members. */
import { NeedsRight } from "@office/parts/NeedsRight";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Stack, Switch } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import type { CooperativeProps } from "./Cooperative";

export function Switches({ cooperative: { sms_receipts, sms_statements } }: CooperativeProps) {
  const t = useWords("settings");
  const may = useMay("settings.manage");
  const put = useAct((body: Schemas["Messaging"], headers) => client.PUT("/api/v1/cooperative/messaging", { headers, body }));
  const now = { sms_receipts, sms_statements };
  const shown = put.isPending ? { ...now, ...put.variables } : now;
  return (
    <Stack>
      {(["sms_receipts", "sms_statements"] as const).map((name) => (
        <Switch key={name} label={t(name)} description={t(`${name}Text`)} checked={shown[name]} disabled={!may || put.isPending} onChange={(event) => put.mutate({ ...now, [name]: event.currentTarget.checked })} />
      ))}
      {put.error ? <ProblemNote problem={put.error} /> : null}
      {may ? null : <NeedsRight permission="settings.manage" />}
    </Stack>
  );
}
