/** Where the money goes, how often, and how much of it is put aside. */
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import type { FormEvent } from "react";

import { useProfile, type Member } from "../data/questions";
import { useMember } from "../data/session";
import { useTyped } from "../data/typed";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Choices, Field } from "../ui/Field";
import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { phoneText } from "./phone";

const RHYTHMS = ["run", "month", "quarter", "half-year", "year"] as const;
type Payee = Schemas["PayeeAnswer"];

export function Pay() {
  const t = useWords("me");
  const number = useMember();
  const profile = useProfile();
  const payee = useAnswer(`${number}/payee`, () => body(client.GET("/api/v1/members/{number}/payee", { params: { path: { number } } })));
  return (
    <Screen title={t("ways.pay")} back="me" of={payee}>
      <Shown of={payee}>{(where) => <Where where={where} />}</Shown>
      <Shown of={profile}>{(member) => <Terms key={`${member.pay_rhythm} ${member.saved_percent}`} member={member} />}</Shown>
    </Screen>
  );
}

function Where({ where }: { where: Payee }) {
  const t = useWords("me");
  const place = where.pay_channel === "bank" ? [where.account_bank, where.account_number].filter(Boolean).join(" ") : phoneText(where.payee);
  return (
    <section className={ui.card} aria-labelledby="where">
      <h2 id="where">{t("where")}</h2>
      <dl className={ui.sums}>
        <div><dt>{t(`channel.${where.pay_channel}`)}</dt><dd>{where.pay_channel === "cash" ? null : (place ?? t("noPhone"))}</dd></div>
        {where.payee_name ? <div><dt>{t("payeeName")}</dt><dd>{where.payee_name}</dd></div> : null}
      </dl>
      {where.hold ? <Note tone="warm"><p>{t("hold")}</p></Note> : null}
      <p className={ui.quiet}>{t("whereAtOffice")}</p>
    </section>
  );
}

function Terms({ member }: { member: Member }) {
  const t = useWords("me");
  const [{ rhythm, saved }, change, forget] = useTyped("terms", { rhythm: member.pay_rhythm, saved: String(member.saved_percent) });
  const save = useAct((terms: Schemas["PayTerms"], headers) =>
    client.PUT("/api/v1/members/{number}/pay-terms", { params: { path: { number: member.number } }, headers, body: terms }), forget,
  );
  const percent = /^\d{1,3}$/.test(saved) && Number(saved) <= 100 ? Number(saved) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (percent !== null) save.mutate({ rhythm, saved_percent: percent });
  };
  return (
    <form className={ui.card} onSubmit={submit}>
      <Choices legend={t("howOften")} value={rhythm} onChoose={(value) => change({ rhythm: value })} options={RHYTHMS.map((value) => ({ value, label: t(`rhythm.${value}`) }))} />
      <Field label={t("savedPercent")} hint={t("savedHint")} inputMode="numeric" required value={saved}
        wrong={percent === null ? t("percentWrong") : save.error?.of("saved_percent")} onChange={(event) => change({ saved: event.currentTarget.value })} />
      {save.error ? <ProblemNote problem={save.error} /> : null}
      {save.isSuccess ? <Note tone="good"><p>{t("fromNext")}</p></Note> : null}
      <Button look="main" type="submit" icon="check" busy={save.isPending}>{t("save")}</Button>
    </form>
  );
}
