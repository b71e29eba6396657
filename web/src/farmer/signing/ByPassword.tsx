/** Member number or phone, and the password that an invitation let the member choose. */
import { client } from "@shared/api/client";
import { leaveFirst } from "@shared/api/leaving";
import { mark } from "@shared/api/mark";
import { asProblem, type Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { deviceName, deviceToken, rememberDevice } from "../data/device";
import { body } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Field, Tick } from "../ui/Field";
import { Refused } from "./Refused";
import styles from "./signing.module.css";

type Given = { login: string; password: string; borrowed: boolean };

async function signIn({ login, password, borrowed }: Given): Promise<void> {
  try {
    await leaveFirst();
    const known = deviceToken();
    const given = {
      login, password, channel: "app" as const, cookie: true, device: deviceName(), remember: !borrowed,
      ...(known ? { device_token: known } : {}),
    };
    const made = await body(client.POST("/api/v1/sessions", { body: given }));
    rememberDevice(made.device_token);
    mark(made.principal);
  } catch (thrown) {
    throw asProblem(thrown);
  }
}

export function ByPassword({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords("signing");
  const [given, setGiven] = useState<Given>({ login: "", password: "", borrowed: false });
  const enter = useMutation<void, Problem>({ mutationFn: () => signIn(given), onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t("login")} autoComplete="username" required value={given.login}
        onChange={(event) => setGiven({ ...given, login: event.currentTarget.value })} />
      <Field label={t("password")} type="password" autoComplete="current-password" required value={given.password}
        onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })} />
      <Tick label={t("borrowed")} hint={t("notRemembered")} checked={given.borrowed} onTick={(borrowed) => setGiven({ ...given, borrowed })} />
      {enter.error ? <Refused problem={enter.error} /> : null}
      <Button look="main" wide type="submit" icon="check" busy={enter.isPending}>{t("enter")}</Button>
    </form>
  );
}
