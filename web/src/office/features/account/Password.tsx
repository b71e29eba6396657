/** One's own password: all other sessions end with the old one. */
import { Button, Checkbox, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";

const NOTHING = { old: "", new: "", keep_access_tokens: false };

export function Password() {
  const t = useWords("account");
  const [given, setGiven] = useState(NOTHING);
  const change = useAct(
    (body: typeof NOTHING, headers) => client.PUT("/api/v1/sessions/own/password", { headers, body }),
    () => {
      setGiven(NOTHING);
      notifications.show({ message: t("password.done") });
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(given);
  };
  const type = (name: "old" | "new") => ({
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
    error: change.error?.of(name),
  });
  return (
    <Panel title={t("tabs.password")}>
      <form onSubmit={submit}>
        <Stack maw={420}>
          <PasswordInput label={t("password.old")} autoComplete="current-password" required withAsterisk={false} {...type("old")} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />
          <PasswordInput label={t("password.new")} description={t("password.rule")} autoComplete="new-password" minLength={12} required withAsterisk={false} {...type("new")} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />
          <Checkbox label={t("password.keepTokens")} checked={given.keep_access_tokens} onChange={(event) => setGiven({ ...given, keep_access_tokens: event.currentTarget.checked })} />
          {change.error ? <ProblemNote problem={change.error} /> : null}
          <Button type="submit" loading={change.isPending} style={{ alignSelf: "flex-start" }}>{t("password.go")}</Button>
        </Stack>
      </form>
    </Panel>
  );
}
