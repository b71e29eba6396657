/** The PIN: asked for on a new phone and before money is spoken of by USSD. Chosen, changed or done without. */
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

export function Pin() {
  const t = useWords("me");
  const number = useMember();
  const pin = useAnswer(`${number}/pin`, () => body(client.GET("/api/v1/members/{number}/pin", { params: { path: { number } } })));
  return (
    <Screen title={t("ways.pin")} back="me" of={pin}>
      <p className={ui.quiet}>{t("pinWhy")}</p>
      <Shown of={pin}>{({ is_set: isSet }) => <PinForm key={String(isSet)} isSet={isSet} />}</Shown>
    </Screen>
  );
}

function PinForm({ isSet }: { isSet: boolean }) {
  const t = useWords("me");
  const number = useMember();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const params = { path: { number } };
  const choose = useAct((given: { pin: string; old_pin?: string }, headers) => client.PUT("/api/v1/members/{number}/pin", { params, headers, body: given }), () => setNext(""));
  const remove = useAct((given: { pin: string }, headers) => client.DELETE("/api/v1/members/{number}/pin", { params, headers, body: given }));
  const problem = choose.error ?? remove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.reset();
    choose.mutate(isSet ? { pin: next, old_pin: old } : { pin: next });
  };
  return (
    <form className={ui.card} onSubmit={submit}>
      {isSet ? <Field label={t("pinOld")} type="password" inputMode="numeric" autoComplete="off" required value={old} wrong={problem?.of("old_pin")} onChange={(event) => setOld(event.currentTarget.value)} /> : null}
      <Field label={t(isSet ? "pinNew" : "pinChoose")} hint={t("pinHint")} type="password" inputMode="numeric" autoComplete="new-password" required value={next}
        wrong={choose.error?.of("pin")} onChange={(event) => setNext(event.currentTarget.value)} />
      {problem?.type === "pin-needed" ? <Note tone="bad"><p>{t("pinWrong")}</p></Note> : problem && problem.fields.length === 0 ? <ProblemNote problem={problem} /> : null}
      {choose.isSuccess ? <Note tone="good"><p>{t("saved")}</p></Note> : null}
      <Button look="main" type="submit" icon="lock" busy={choose.isPending}>{t("save")}</Button>
      {isSet ? <Button look="warm" busy={remove.isPending} onClick={() => remove.mutate({ pin: old })}>{t("pinRemove")}</Button> : null}
    </form>
  );
}
