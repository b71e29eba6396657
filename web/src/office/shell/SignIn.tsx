/** Number or phone and password; the code of the second factor is asked for once it is known to be needed. */
import "../more.css";

import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { client } from "@shared/api/client";
import { useAct } from "@shared/api/act";
import { useWords } from "@shared/words/i18n";
import { useEffect, useState, type FormEvent } from "react";

import { ProblemNote } from "../parts/ProblemNote";
import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./signin.module.css";

const NEEDS_CODE = "second-factor-needed";

/** `locks`: a screen lies behind, with what was typed there; its dialogs are out of sight for as long. */
type Props = { locks: boolean; onSignedIn: (principal: string | undefined) => void };

export default function SignIn({ locks, onSignedIn }: Props) {
  const t = useWords("shell");
  const [given, setGiven] = useState({ login: "", password: "", code: "" });
  const signIn = useAct(
    ({ login, password, code }: typeof given) =>
      client.POST("/api/v1/sessions", { body: { login, password, cookie: true, channel: "office", ...(code ? { code } : {}) } }),
    (answer) => onSignedIn(answer?.principal),
  );
  const [asksCode, setAsksCode] = useState(false);
  const needed = signIn.error?.type === NEEDS_CODE;
  useEffect(() => {
    document.title = `${t("signIn.title")} · Imbuto`;
  }, [t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(given, { onError: (problem) => setAsksCode(asksCode || problem.type === NEEDS_CODE) });
  };
  const bind = (name: keyof typeof given) => ({
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) => setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  return (
    <main className={styles.place} data-locks={locks || undefined}>
      <div className={styles.language}><LanguageSwitch /></div>
      <form onSubmit={submit} className={styles.form}>
        <Stack>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={48} height={48} />
          <div>
            <Title order={1} size="h2">{t("signIn.title")}</Title>
            <Text c="dimmed">{t(locks ? "signIn.ended" : "signIn.text")}</Text>
          </div>
          <TextInput label={t("signIn.login")} autoComplete="username" required withAsterisk={false} {...bind("login")} />
          <PasswordInput label={t("signIn.password")} autoComplete="current-password" required withAsterisk={false} {...bind("password")}
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
          {asksCode ? (
            <TextInput label={t("signIn.code")} description={t("signIn.codeText")} autoComplete="one-time-code" inputMode="text" {...bind("code")} />
          ) : null}
          {signIn.error && !(needed && !given.code) ? <ProblemNote problem={signIn.error} /> : null}
          <Button type="submit" loading={signIn.isPending} size="md">{t("signIn.go")}</Button>
          <Anchor href="/enter" size="sm">{t("signIn.lost")}</Anchor>
          <Anchor href="/farmer/" size="sm">{t("signIn.farmer")}</Anchor>
        </Stack>
      </form>
    </main>
  );
}
