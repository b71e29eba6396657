/** Phone, then the code of the SMS; then, where it is asked for, which member and the PIN. */
import { client } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { leaveFirst } from "@shared/api/leaving";
import { mark } from "@shared/api/mark";
import { asProblem, type Problem } from "@shared/api/problem";
import { deviceName, deviceToken, rememberDevice } from "../data/device";
import { body } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Choices, Field, Tick } from "../ui/Field";
import { Refused } from "./Refused";
import { Resend } from "./Resend";
import styles from "./signing.module.css";

type Given = { phone: string; code: string; member: string | null; pin: string; borrowed: boolean };
const NOTHING: Given = { phone: "", code: "", member: null, pin: "", borrowed: false };

/** What the API asked for beyond the code: which of several members, the PIN. */
function useEntering(given: Given, onSignedIn: () => void) {
  const [members, setMembers] = useState<string[]>([]);
  const [needsPin, setNeedsPin] = useState(false);
  const enter = useMutation<void, Problem>({
    mutationFn: () => signIn(given),
    onSuccess: onSignedIn,
    onError: ({ type, details }) => {
      if (type === "which-member" && Array.isArray(details["members"])) setMembers(details["members"].map(String));
      if (type === "pin-needed") setNeedsPin(true);
    },
  });
  const asked = enter.error?.type === "which-member" || (enter.error?.type === "pin-needed" && !given.pin);
  return { enter, members, needsPin, problem: asked ? null : enter.error };
}

async function signIn({ phone, code, member, pin, borrowed }: Given): Promise<void> {
  try {
    await leaveFirst();
    const known = deviceToken();
    const given = {
      phone, code, borrowed, cookie: true, device: deviceName(),
      ...(member ? { member } : {}), ...(pin ? { pin } : {}), ...(known ? { device_token: known } : {}),
    };
    const made = await body(client.POST("/api/v1/sessions/code", { body: given }));
    rememberDevice(made.device_token);
    mark(made.principal);
  } catch (thrown) {
    throw asProblem(thrown);
  }
}

export function ByCode({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords("signing");
  const [given, setGiven] = useState(NOTHING);
  const [isAsked, setIsAsked] = useState(false);
  const change = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const ask = useMutation<unknown, Problem>({
    mutationFn: () => client.POST("/api/v1/sign-in-codes", { body: { phone: given.phone } }),
    onSuccess: () => setIsAsked(true),
  });
  const { enter, members, needsPin, problem } = useEntering(given, onSignedIn);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isAsked) enter.mutate();
    else ask.mutate();
  };
  if (!isAsked) {
    return (
      <form className={styles.form} onSubmit={submit}>
        <Field label={t("phone")} hint={t("phoneHint")} type="tel" inputMode="tel" autoComplete="tel" required value={given.phone}
          wrong={ask.error?.of("phone") ? t("phoneWrong") : undefined} onChange={(event) => change({ phone: event.currentTarget.value })} />
        {ask.error && !ask.error.of("phone") ? <Refused problem={ask.error} /> : null}
        <Button look="main" wide type="submit" icon="send" busy={ask.isPending}>{t("sendCode")}</Button>
      </form>
    );
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.lead} role="status">{t("coming", { phone: given.phone })}</p>
      <Field label={t("code")} hint={t("codeHint")} inputMode="numeric" autoComplete="one-time-code" required first value={given.code}
        className={styles.code} onChange={(event) => change({ code: event.currentTarget.value })} />
      {members.length > 0 ? (
        <Choices legend={t("which")} value={given.member} onChoose={(member) => change({ member })}
          options={members.map((member) => ({ value: member, label: t("memberNumber", { member }) }))} />
      ) : null}
      {needsPin ? (
        <Field label={t("pin")} hint={t("pinHint")} type="password" inputMode="numeric" autoComplete="off" required value={given.pin}
          onChange={(event) => change({ pin: event.currentTarget.value })} />
      ) : null}
      <Tick label={t("borrowed")} hint={t("borrowedHint")} checked={given.borrowed} onTick={(borrowed) => change({ borrowed })} />
      {problem ? <Refused problem={problem} /> : null}
      <Button look="main" wide type="submit" icon="check" busy={enter.isPending}>{t("enter")}</Button>
      <Resend busy={ask.isPending} problem={ask.error} onResend={() => ask.mutate()} onChange={() => setIsAsked(false)} />
    </form>
  );
}
