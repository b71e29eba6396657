/** Number or phone and password; the code of the second factor is asked for once it is known to be needed. */
import "../more.css";

import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { client } from "@shared/api/client";
import { leaveFirst, useLeaving } from "@shared/api/leaving";
import { useAct } from "@shared/api/act";
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent } from "react";

import { ProblemNote } from "../parts/ProblemNote";
import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./signin.module.css";

const NEEDS_CODE = "second-factor-needed";
const NOT_RIGHT = "not-signed-in";

/** `locks`: a screen lies behind, with what was typed there; its dialogs are out of sight for as long. */
type Props = { locks: boolean; onSignedIn: (principal: string | undefined) => void };

export default function SignIn({ locks, onSignedIn }: Props) {
  const t = useWords("shell");
  const [given, setGiven] = useState({ login: "", password: "", code: "" });
  const signIn = useAct(
    async ({ login, password, code }: typeof given) => {
      await leaveFirst();
      return client.POST("/api/v1/sessions", { body: { login, password, cookie: true, channel: "office", ...(code ? { code } : {}) } });
    },
    (answer) => onSignedIn(answer?.principal),
  );
  const isLeaving = useLeaving();
  const [asksCode, setAsksCode] = useState(false);
  const needed = signIn.error?.type === NEEDS_CODE;
  const codeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksCode) codeField.current?.focus();
  }, [asksCode]);
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
      <div className={styles.language}><LanguageSwitch inWords /></div>
      <form onSubmit={submit} className={styles.form}>
        <Stack>
          <div className={styles.brand}><img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={40} height={40} />Imbuto</div>
          <div>
            <Title order={1} size="h2">{t("signIn.title")}</Title>
            <Text c="dimmed">{t(locks ? "signIn.ended" : "signIn.text")}</Text>
          </div>
          {isLeaving ? (
            <Alert role="status" variant="outline" color="orange" icon={<IconAlertTriangle aria-hidden />} title={t("signIn.leaving")}><Text size="sm">{t("signIn.leavingText")}</Text></Alert>
          ) : null}
          <TextInput label={t("signIn.login")} autoComplete="username" required withAsterisk={false} {...bind("login")} />
          <PasswordInput label={t("signIn.password")} autoComplete="current-password" required withAsterisk={false} {...bind("password")}
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
          {asksCode ? (
            <TextInput ref={codeField} label={t("signIn.code")} description={t("signIn.codeText")} autoComplete="one-time-code" inputMode="text" {...bind("code")} />
          ) : null}
          {signIn.error && !(needed && !given.code) ? <Refused problem={signIn.error} code={asksCode} /> : null}
          <Button type="submit" loading={signIn.isPending} size="md">{t("signIn.go")}</Button>
          <Anchor href="/enter" size="sm">{t("signIn.lost")}</Anchor>
          <Anchor href="/farmer/" size="sm">{t("signIn.farmer")}</Anchor>
        </Stack>
      </form>
    </main>
  );
}

/** What does not fit is said in this screen's own words: nobody here knows yet what language the API speaks. */
function Refused({ problem, code }: { problem: Problem; code: boolean }) {
  const t = useWords("shell");
  if (problem.type !== NOT_RIGHT) return <ProblemNote problem={problem} />;
  const which = code ? "wrongCode" : "wrong";
  return (
    <Alert role="alert" variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t(`signIn.${which}`)}>
      <Text size="sm">{t(`signIn.${which}Text`)}</Text>
    </Alert>
  );
}
