/** The decision in three clicks: which litres hold, why, and send. What the farmer will be told stands there before. */
import { Button, Group, Text } from "@mantine/core";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { litres as shown } from "@shared/figures/format";
import { useWords, type Language } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Choices } from "./Choices";
import type { Decided } from "./DecidedNote";
import { Explanation } from "./Explanation";
import { Means } from "./Means";
import styles from "./disputes.module.css";
import { litresOf, resolution, same, weighers, type Disputed, type WithStory } from "./dispute";
import { told, type Choice } from "./told";

type Props = { delivery: Disputed & WithStory; language: Language; after: (decided: Decided) => void };

export function Decide(props: Props) {
  const t = useWords("disputes");
  const { who, may } = useSession();
  const own = weighers(props.delivery.story).includes(who.principal);
  if (may("disputes.resolve") && !own) return <Panel title={t("decide")}><Form {...props} /></Panel>;
  return (
    <Panel title={t("decide")}>
      <Text>{t(own ? "ownMilk" : "noRight")}</Text>
      <Text size="sm" c="dimmed">{t(own ? "ownMilkText" : "noRightText")}</Text>
    </Panel>
  );
}

type Act = { id: string; body: Schemas["Resolution"] };

function useResolve(delivery: Disputed, after: (decided: Decided) => void) {
  return useAct(
    ({ id, body }: Act, headers) => client.POST("/api/v1/deliveries/{id}/dispute/resolution", { params: { path: { id }, header: headers }, body }),
    (_, { id, body }) => after({ id, member: delivery.member, litres: body.litres ?? delivery.litres, stands: body.outcome === "upheld" }),
  );
}

function Form({ delivery, language, after }: Props) {
  const t = useWords("disputes");
  const [choice, setChoice] = useState<Choice | null>(null);
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [looked, setLooked] = useState(false);
  const resolve = useResolve(delivery, after);
  const litres = choice && litresOf(delivery, choice, typed);
  const unusual = resolve.error?.type === "unusual-litres";
  const problems = { choice: choice === null, litres: choice === "other" && litres === null, words: words.trim() === "" };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (resolve.isPending || !choice || !litres || problems.words) return;
    // Other litres that are those of the record are the record.
    const means = choice !== "stands" && same(litres, delivery.litres) ? "stands" : choice;
    resolve.mutate({ id: delivery.id, body: resolution(means, litres, words.trim(), unusual) });
  };
  const choose = (chosen: Choice) => {
    if (chosen !== choice) resolve.reset();
    setChoice(chosen);
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <Choices delivery={delivery} choice={choice} choose={choose} typed={typed} type={setTyped} missing={looked ? problems : {}} />
      {choice ? <Explanation language={language} choice={choice} words={words} say={setWords} missing={looked && problems.words} /> : null}
      {choice && litres ? <Means delivery={delivery} litres={choice === "stands" ? null : litres} text={told(language, delivery, choice, litres, words)} language={language} /> : null}
      {resolve.error ? <ProblemNote problem={resolve.error} kept={t("kept")} /> : null}
      <Group justify="flex-end">
        <Button type="submit" size="md" loading={resolve.isPending}>
          {unusual ? t("meant") : choice && litres ? t(choice === "stands" ? "sendStands" : "sendChanged", { litres: shown(litres) }) : t("send")}
        </Button>
      </Group>
    </form>
  );
}
