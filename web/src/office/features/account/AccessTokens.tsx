/** Tokens for other systems in one's own name, each with a part of one's permissions and an end. */
import { Alert, Button, Checkbox, Code, Group, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { Clock, SinceHour } from "@shared/figures/Figures";
import { trueNow } from "@shared/offline/clock";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Ask } from "../../parts/Ask";
import { DataTable, type Column } from "../../parts/DataTable";
import { Empty } from "../../parts/Empty";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";

type Permission = Schemas["NewAccessToken"]["permissions"][number];
/** What a token may carry; the API refuses what one has not. */
const CARRIED: readonly Permission[] = [
  "deliveries.read", "deliveries.record", "quality.read", "quality.sample", "bulk.record", "variance.read", "centres.read", "prices.read", "members.read",
  "balances.read", "adjustments.read", "charges.read", "runs.read", "reconciliation.read", "payouts.read", "messages.read", "dashboard.read", "journal.read", "projections.read",
];
const DAY_MS = 86_400_000;

export function AccessTokens() {
  const t = useWords("account");
  const asked = api.useQuery("get", "/api/v1/access-tokens");
  const [told, setTold] = useState<string | null>(null);
  const revoke = useAct(({ id }: { id: string }, headers) => client.DELETE("/api/v1/access-tokens/{id}", { params: { path: { id } }, headers }));
  const columns: Column<Schemas["AccessToken"]>[] = [
    { id: "name", title: t("tokens.name"), cell: (row) => row.name },
    { id: "permissions", title: t("tokens.permissions"), cell: (row) => row.permissions.join(", ") },
    { id: "seen", title: t("tokens.seen"), cell: (row) => (row.seen_at ? <SinceHour at={row.seen_at} /> : "–") },
    { id: "expires", title: t("tokens.expires"), cell: (row) => <Clock at={row.expires_at} /> },
    { id: "revoke", title: <span className="only-read">{t("tokens.revoke")}</span>, figure: true, cell: (row) => <Button size="xs" variant="default" onClick={() => revoke.mutate({ id: row.id })}>{t("tokens.revoke")}</Button> },
  ];
  return (
    <Stack>
      <Panel title={t("tabs.tokens")} flush>
        {revoke.error ? <ProblemNote problem={revoke.error} /> : null}
        <Ask asked={asked} empty={{ when: (found) => found.items.length === 0, show: <div style={{ padding: "0 16px" }}><Empty title={t("tokens.none")} text={t("tokens.noneText")} /></div> }}>
          {(found) => <DataTable caption={t("tabs.tokens")} columns={columns} rows={found.items} rowKey={(row) => row.id} />}
        </Ask>
      </Panel>
      {told ? <Alert variant="outline" color="yellow" title={t("tokens.told")}><Code block>{told}</Code></Alert> : null}
      <MakeToken told={setTold} />
    </Stack>
  );
}

function MakeToken({ told }: { told: (token: string) => void }) {
  const t = useWords("account");
  const { may } = useSession();
  const [given, setGiven] = useState<{ name: string; permissions: Permission[]; days: string; password: string }>({ name: "", permissions: [], days: "90", password: "" });
  const make = useAct(
    ({ name, permissions, days, password }: typeof given) =>
      client.POST("/api/v1/access-tokens", { body: { name, permissions, password, expires_at: new Date(trueNow().getTime() + Number(days) * DAY_MS).toISOString() } }),
    (answer) => answer && told(answer.token),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(given);
  };
  return (
    <Panel title={t("tokens.make")}>
      <form onSubmit={submit}>
        <Stack maw={640}>
          <TextInput label={t("tokens.name")} description={t("tokens.nameText")} value={given.name} onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })} required withAsterisk={false} error={make.error?.of("name")} />
          <Checkbox.Group label={t("tokens.permissions")} value={given.permissions} onChange={(permissions) => setGiven({ ...given, permissions: permissions as Permission[] })}>
            <Group mt="xs" gap="sm">{CARRIED.filter(may).map((name) => <Checkbox key={name} value={name} label={name} />)}</Group>
          </Checkbox.Group>
          <Select label={t("tokens.days")} data={["7", "30", "90", "365"].map((value) => ({ value, label: t("tokens.forDays", { count: Number(value) }) }))} value={given.days} onChange={(days) => days && setGiven({ ...given, days })} allowDeselect={false} maw={240} />
          <PasswordInput label={t("factor.password")} autoComplete="current-password" value={given.password} onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })} required withAsterisk={false} maw={420} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />
          {make.error ? <ProblemNote problem={make.error} /> : null}
          <Button type="submit" loading={make.isPending} disabled={given.permissions.length === 0} style={{ alignSelf: "flex-start" }}>{t("tokens.go")}</Button>
          <Text size="sm" c="dimmed">{t("tokens.text")}</Text>
        </Stack>
      </form>
    </Panel>
  );
}
