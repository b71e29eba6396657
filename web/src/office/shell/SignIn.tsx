/** Number or phone, password, and the code of the second factor where there is one. */
import { Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { client } from "@shared/api/client";
import { useAct } from "@shared/api/act";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { ProblemNote } from "../parts/ProblemNote";

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords("shell");
  const [given, setGiven] = useState({ login: "", password: "", code: "" });
  const signIn = useAct(
    ({ login, password, code }: typeof given) =>
      client.POST("/api/v1/sessions", { body: { login, password, cookie: true, channel: "office", ...(code ? { code } : {}) } }),
    onSignedIn,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(given);
  };
  const bind = (name: keyof typeof given) => ({
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  return (
    <main>
      <Paper component="form" onSubmit={submit} p="xl" maw={420} mx="auto" mt="10vh" withBorder>
        <Stack>
          <Title order={1} size="h2">{t("signIn.title")}</Title>
          <TextInput label={t("signIn.login")} autoComplete="username" required {...bind("login")} />
          <PasswordInput label={t("signIn.password")} autoComplete="current-password" required {...bind("password")} />
          <TextInput label={t("signIn.code")} autoComplete="one-time-code" inputMode="numeric" {...bind("code")} />
          {signIn.error ? <ProblemNote problem={signIn.error} /> : null}
          <Button type="submit" loading={signIn.isPending} size="md">{t("signIn.go")}</Button>
        </Stack>
      </Paper>
    </main>
  );
}
