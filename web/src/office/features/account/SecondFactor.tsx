/** The second factor: an authenticator app, and recovery codes for the day the phone is lost. */
import { Alert, Button, Group, List, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Ask } from "../../parts/Ask";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { QrCode } from "./QrCode";

export function SecondFactor() {
  const t = useWords("account");
  const asked = api.useQuery("get", "/api/v1/second-factor");
  const [started, setStarted] = useState<Schemas["Started"] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <Codes codes={codes} done={() => setCodes(null)} />;
  if (started) return <Confirm started={started} done={(told) => { setStarted(null); setCodes(told); }} />;
  return (
    <Panel title={t("tabs.factor")}>
      <Ask asked={asked}>{(standing) => (standing.is_set ? <IsSet standing={standing} told={setCodes} /> : <Start done={setStarted} />)}</Ask>
    </Panel>
  );
}

function Start({ done }: { done: (started: Schemas["Started"]) => void }) {
  const t = useWords("account");
  const [password, setPassword] = useState("");
  const start = useAct((body: { password: string }) => client.POST("/api/v1/second-factor", { body }), (answer) => answer && done(answer));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ password });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <Text>{t("factor.why")}</Text>
        <PasswordInput label={t("factor.password")} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />
        {start.error ? <ProblemNote problem={start.error} /> : null}
        <Button type="submit" loading={start.isPending} style={{ alignSelf: "flex-start" }}>{t("factor.start")}</Button>
      </Stack>
    </form>
  );
}

function Confirm({ started, done }: { started: Schemas["Started"]; done: (codes: string[]) => void }) {
  const t = useWords("account");
  const [code, setCode] = useState("");
  const confirm = useAct((body: { code: string }) => client.POST("/api/v1/second-factor/confirmation", { body }), (answer) => answer && done(answer.recovery_codes));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ code });
  };
  return (
    <Panel title={t("factor.scan")}>
      <form onSubmit={submit}>
        <Group align="flex-start" gap="xl">
          <QrCode text={started.uri} label={t("factor.qr")} />
          <Stack maw={420}>
            <Text>{t("factor.scanText")}</Text>
            <Text size="sm">{t("factor.byHand")} <code>{started.secret}</code></Text>
            <TextInput label={t("factor.code")} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.currentTarget.value)} required withAsterisk={false} />
            {confirm.error ? <ProblemNote problem={confirm.error} /> : null}
            <Button type="submit" loading={confirm.isPending} style={{ alignSelf: "flex-start" }}>{t("factor.confirm")}</Button>
          </Stack>
        </Group>
      </form>
    </Panel>
  );
}

/** They are told once and kept nowhere that could be read. */
function Codes({ codes, done }: { codes: string[]; done: () => void }) {
  const t = useWords("account");
  return (
    <Panel title={t("factor.codes")}>
      <Stack>
        <Alert variant="outline" color="yellow">{t("factor.codesText")}</Alert>
        <List listStyleType="none" spacing={4}>{codes.map((code) => <List.Item key={code}><code>{code}</code></List.Item>)}</List>
        <Group className="no-print">
          <Button variant="default" onClick={() => print()}>{t("factor.print")}</Button>
          <Button onClick={done}>{t("factor.kept")}</Button>
        </Group>
      </Stack>
    </Panel>
  );
}

function IsSet({ standing, told }: { standing: Schemas["Standing"]; told: (codes: string[]) => void }) {
  const t = useWords("account");
  const [given, setGiven] = useState({ password: "", code: "" });
  const renew = useAct((body: { code: string }) => client.POST("/api/v1/second-factor/recovery-codes", { body }), (answer) => answer && told(answer.recovery_codes));
  const remove = useAct((body: typeof given, headers) => client.DELETE("/api/v1/second-factor", { body, headers }));
  const problem = renew.error ?? remove.error;
  return (
    <Stack maw={420}>
      <Text>{t("factor.isSet", { count: standing.recovery_codes_left })}</Text>
      <TextInput label={t("factor.code")} autoComplete="one-time-code" value={given.code} onChange={(event) => setGiven({ ...given, code: event.currentTarget.value })} />
      <Button variant="default" disabled={!given.code} loading={renew.isPending} onClick={() => renew.mutate({ code: given.code })} style={{ alignSelf: "flex-start" }}>{t("factor.renew")}</Button>
      <PasswordInput label={t("factor.password")} autoComplete="current-password" value={given.password} onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />
      <Button variant="outline" color="red" disabled={!given.code || !given.password} loading={remove.isPending} onClick={() => remove.mutate(given)} style={{ alignSelf: "flex-start" }}>{t("factor.remove")}</Button>
      {problem ? <ProblemNote problem={problem} /> : null}
    </Stack>
  );
}
