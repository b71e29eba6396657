/** Where one is signed in, and signing out elsewhere. */
import { Badge, Button, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { Clock, SinceHour } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Ask } from "../../parts/Ask";
import { DataTable, type Column } from "../../parts/DataTable";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";

type Row = Schemas["OpenSession"];

export function Sessions() {
  const t = useWords("account");
  const asked = api.useQuery("get", "/api/v1/sessions");
  const end = useAct(({ id }: { id: string }, headers) => client.DELETE("/api/v1/sessions/{id}", { params: { path: { id } }, headers }));
  const endAll = useAct((_: null, headers) => client.DELETE("/api/v1/sessions", { headers }));
  const columns: Column<Row>[] = [
    { id: "device", title: t("sessions.device"), gives: true, cell: (row) => <>{row.device ?? t(`sessions.channel.${row.channel}`, { defaultValue: row.channel })} {row.current ? <Badge variant="default">{t("sessions.here")}</Badge> : null}</> },
    { id: "since", title: t("sessions.since"), minor: true, cell: (row) => (row.since ? <Clock at={row.since} /> : "–") },
    { id: "seen", title: t("sessions.seen"), cell: (row) => (row.seen_at ? <SinceHour at={row.seen_at} /> : "–") },
    { id: "expires", title: t("sessions.expires"), minor: true, cell: (row) => <Clock at={row.expires_at} /> },
    {
      id: "end", title: <span className="only-read">{t("sessions.end")}</span>, figure: true,
      cell: (row) => row.current ? null : (
        <Button size="xs" variant="default" loading={end.isPending && end.variables.id === row.id} onClick={() => end.mutate({ id: row.id })}>{t("sessions.end")}</Button>
      ),
    },
  ];
  return (
    <Panel title={t("tabs.sessions")} flush beside={<Button size="xs" variant="default" loading={endAll.isPending} onClick={() => endAll.mutate(null)}>{t("sessions.endAll")}</Button>}>
      {end.error ?? endAll.error ? <ProblemNote problem={end.error ?? endAll.error} /> : null}
      <Ask asked={asked}>{(found) => <DataTable caption={t("tabs.sessions")} columns={columns} rows={found.items} rowKey={(row) => row.id} />}</Ask>
      <Text size="sm" c="dimmed" p="md">{t("sessions.text")}</Text>
    </Panel>
  );
}
