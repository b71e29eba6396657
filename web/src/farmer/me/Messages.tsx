/** Which messages come, where they come first, and when the phone is left in peace. */
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import type { FormEvent } from "react";

import { useMember } from "../data/session";
import { useTyped } from "../data/typed";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Choices, Field, Tick } from "../ui/Field";
import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { PushHere } from "./PushHere";

type Choice = Schemas["MessageChoiceAnswer"];
type Quiet = "usual" | "none" | "own";
const RECEIPTS = ["usual", "each", "day", "week", "off"] as const;
const QUIET: readonly Quiet[] = ["usual", "none", "own"];

export function Messages() {
  const t = useWords("me");
  const number = useMember();
  const choice = useAnswer(`${number}/messages`, () => body(client.GET("/api/v1/members/{number}/messages", { params: { path: { number } } })));
  return (
    <Screen title={t("ways.messages")} back="me" of={choice}>
      <PushHere />
      <Shown of={choice}>{(given) => <ChoiceForm key={JSON.stringify(given)} given={given} />}</Shown>
      <p className={ui.quiet}>{t("always")}</p>
    </Screen>
  );
}

function chosenIn(given: Choice) {
  const quiet: Quiet = given.quiet === null ? "usual" : given.quiet ? "own" : "none";
  return { receipts: given.receipts, push: given.push, quiet, from: given.quiet_from ?? "20:00", until: given.quiet_until ?? "05:30" };
}

function ChoiceForm({ given }: { given: Choice }) {
  const t = useWords("me");
  const number = useMember();
  const [{ receipts, push, quiet, from, until }, change, forget] = useTyped("messages", chosenIn(given));
  const save = useAct((chosen: Schemas["MessageChoice"], headers) =>
    client.PUT("/api/v1/members/{number}/messages", { params: { path: { number } }, headers, body: chosen }), forget,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const hours = quiet === "own" ? { quiet: true, quiet_from: from, quiet_until: until } : { quiet: quiet === "usual" ? null : false };
    save.mutate({ receipts, push, ...hours });
  };
  return (
    <form className={ui.card} onSubmit={submit}>
      <Choices legend={t("receipts")} value={receipts} onChoose={(value) => change({ receipts: value })}
        options={RECEIPTS.map((value) => ({ value, label: t(`receipt.${value}`, { now: t(`receipt.${given.in_force}`) }) }))} />
      <Tick label={t("appFirst")} hint={t("appFirstHint")} checked={push} onTick={(on) => change({ push: on })} />
      <Choices legend={t("quietHours")} value={quiet} onChoose={(value) => change({ quiet: value })} options={QUIET.map((value) => ({ value, label: t(`quiet.${value}`) }))} />
      {quiet === "own" ? (
        <>
          <Field label={t("from")} type="time" required value={from} wrong={save.error?.of("quiet_from")} onChange={(event) => change({ from: event.currentTarget.value })} />
          <Field label={t("until")} type="time" required value={until} wrong={save.error?.of("quiet_until")} onChange={(event) => change({ until: event.currentTarget.value })} />
        </>
      ) : null}
      {save.error ? <ProblemNote problem={save.error} /> : null}
      {save.isSuccess ? <Note tone="good"><p>{t("saved")}</p></Note> : null}
      <Button look="main" type="submit" icon="check" busy={save.isPending}>{t("save")}</Button>
    </form>
  );
}
