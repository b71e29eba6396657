/** What is asked of the ledger; all of it stands in the address. */
import { Button, Select, TextInput } from "@mantine/core";
import { aboutOf } from "@office/parts/about";
import { DayInput } from "@office/parts/DayInput";
import { useKindName, useTopicName, useTopics } from "@office/parts/story/names";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useSearchParams } from "react-router";

import styles from "./audit.module.css";
import { whoOf, whoTyped, withFilter, type Asked } from "./asked";

export function Filters({ asked }: { asked: Asked }) {
  const t = useWords("audit");
  const [params, setParams] = useSearchParams();
  const set = (changes: Asked) => setParams(withFilter(params, changes));
  const today = businessDate();
  return (
    <search>
      <div className={styles.filters}>
        <Kinds asked={asked} set={set} />
        <Typed key={`who ${asked.who ?? ""}`} label={t("who")} hint={t("whoHint")} value={whoTyped(asked.who ?? "")} read={whoOf} set={(who) => set({ who })} wrong={t("wrongWho")} list="officials" />
        <Typed key={`about ${asked.about ?? ""}`} label={t("about")} hint={t("aboutHint")} value={asked.about ?? ""} read={aboutOf} set={(about) => set({ about })} wrong={t("wrongAbout")} />
        <DayInput label={t("from")} value={asked.from ?? ""} max={asked.to ?? today} onChange={(event) => set({ from: event.currentTarget.value })} />
        <DayInput label={t("to")} value={asked.to ?? ""} max={today} {...(asked.from ? { min: asked.from } : {})} onChange={(event) => set({ to: event.currentTarget.value })} />
      </div>
      <div className={styles.quick}>
        {[0, 6, 29].map((days) => <Button key={days} size="compact-sm" variant="default" onClick={() => set({ from: daysLater(today, -days), to: "" })}>{t("lastDays", { count: days + 1 })}</Button>)}
        {Object.keys(asked).length > 0 ? <Button size="compact-sm" variant="subtle" onClick={() => setParams({})}>{t("all")}</Button> : null}
      </div>
      <Officials />
    </search>
  );
}

function Kinds({ asked, set }: { asked: Asked; set: (changes: Asked) => void }) {
  const t = useWords("audit");
  const [kindName, topicName, topics] = [useKindName(), useTopicName(), useTopics()];
  const [kind = ""] = (asked.topic ?? "").split(".");
  const kinds = Object.keys(topics).map((one) => ({ value: one, label: kindName(one) })).toSorted((one, other) => one.label.localeCompare(other.label));
  const became = (topics[kind] ?? []).map((one) => ({ value: one, label: topicName(one) }));
  const close = { "aria-label": t("clear") };
  return (
    <>
      <Select label={t("kind")} placeholder={t("every")} data={kinds} value={kind || null} searchable clearable clearButtonProps={close} onChange={(one) => set({ topic: one ?? "" })} />
      <Select label={t("topic")} placeholder={t("every")} data={became} disabled={!kind} value={asked.topic?.includes(".") ? asked.topic : null} searchable clearable clearButtonProps={close} onChange={(one) => set({ topic: one ?? kind })} />
    </>
  );
}

type TypedProps = { label: string; hint: string; value: string; read: (typed: string) => string | null; set: (value: string) => void; wrong: string; list?: string };

/** Typed, and asked for by Enter or on leaving the field. What may not stand in an address is told, and stays. */
function Typed({ label, hint, value, read, set, wrong, list }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const [isWrong, setWrong] = useState(false);
  const ask = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() === value) return setWrong(false);
    const found = typed.trim() ? read(typed) : "";
    setWrong(found === null);
    if (found !== null) set(found);
  };
  return (
    <form onSubmit={ask} noValidate>
      <TextInput label={label} placeholder={hint} value={typed} autoComplete="off" spellCheck={false} error={isWrong ? wrong : undefined} {...(list ? { list } : {})}
        onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => ask()} />
    </form>
  );
}

function Officials() {
  const { data } = api.useQuery("get", "/api/v1/staff-names", undefined, { enabled: useMay("staff_names.read"), staleTime: 300_000 });
  return <datalist id="officials">{data?.items.map((official) => <option key={official.number} value={official.number}>{official.name}</option>)}</datalist>;
}
