/** A format written down, from a day on, beside how a row of it will look. Who writes it lets out no file in it. */
import { Ask } from "@office/parts/Ask";
import { DayField } from "@office/parts/forms/fields";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { Frame } from "../Frame";
import styles from "../settings.module.css";
import { Columns } from "./Columns";
import { AMOUNTS, DELIMITERS, draftOf, forgetDraft, keepDraft, keptDraft, KINDS, PHONES, readDraft, sampleOf, type Body, type Draft } from "./format";

export default function NewFormat() {
  const t = useWords("settings");
  const may = useMay("pay_files.make");
  const [search] = useSearchParams();
  const asked = api.useQuery("get", "/api/v1/pay-formats", undefined, { enabled: may });
  return (
    <Frame way="formats" title={t("format.new")}>
      {may ? (
        <Ask asked={asked}>
          {({ items }) => {
            const like = items.find(({ name }) => name === search.get("like")) ?? items[0];
            return like ? <Form key={like.name} like={like.name} first={keptDraft(like.name) ?? draftOf(like, businessDate())} /> : null;
          }}
        </Ask>
      ) : <NeedsRight permission="pay_files.make" />}
    </Frame>
  );
}

function Form({ like, first }: { like: string; first: Draft }) {
  const t = useWords("settings");
  const go = useNavigate();
  const [draft, setDraft] = useState(first);
  const [looked, setLooked] = useState(false);
  const { body, faults } = readDraft(draft);
  const save = useAct((given: Body, headers) => client.POST("/api/v1/pay-formats", { headers, body: given }), () => {
    forgetDraft(like);
    void go("/settings/formats");
  });
  const set = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    keepDraft(like, next);
    setDraft(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (body && !save.isPending) save.mutate(body);
  };
  const needed = faults.needed.map((field) => t(`format.shows.${field}`)).join(", ");
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Panel title={t("format.what")}>
          <div className={styles.fields}>
            <TextInput label={t("format.name")} description={t("format.nameText")} value={draft.name} maxLength={30} autoComplete="off" error={looked && faults.name ? t("format.nameWrong") : save.error?.of("name")} onChange={(event) => set({ name: event.currentTarget.value.toLowerCase() })} />
            <NativeSelect label={t("format.kind")} value={draft.kind} data={KINDS.map((value) => ({ value, label: t(`format.kinds.${value}`) }))} onChange={(event) => set({ kind: KINDS.find((one) => one === event.currentTarget.value) ?? draft.kind })} />
            <DayField label={t("format.from")} value={draft.from} error={looked && faults.from ? t("format.needed") : save.error?.of("effective_from")} onChange={(from) => set({ from })} />
            <NativeSelect label={t("format.delimiter")} value={draft.delimiter} data={DELIMITERS.map((value) => ({ value, label: value === "\t" ? t("format.tab") : value }))} onChange={(event) => set({ delimiter: DELIMITERS.find((one) => one === event.currentTarget.value) ?? draft.delimiter })} />
            <NativeSelect label={t("format.amounts")} value={draft.amounts} data={AMOUNTS.map((value) => ({ value, label: t(`format.amount.${value}`) }))} onChange={(event) => set({ amounts: AMOUNTS.find((one) => one === event.currentTarget.value) ?? draft.amounts })} />
            <NativeSelect label={t("format.phones")} value={draft.phones} data={PHONES.map((value) => ({ value, label: value === "254" ? "254700000042" : "0700000042" }))} onChange={(event) => set({ phones: PHONES.find((one) => one === event.currentTarget.value) ?? draft.phones })} />
          </div>
          <Checkbox mt="md" label={t("format.headings")} checked={draft.headings} onChange={(event) => set({ headings: event.currentTarget.checked })} />
        </Panel>
        <Panel title={t("format.columns")}>
          <Columns columns={draft.columns} wrong={looked ? faults.columns : []} onChange={(columns) => set({ columns })} />
          {looked && needed ? <Note tone="bad" title={t("format.missing", { fields: needed })} /> : null}
          <p className={styles.soft}>{t("format.sample")}</p>
          <pre className={styles.sample} tabIndex={0} aria-label={t("format.sample")}>{sampleOf(draft)}</pre>
        </Panel>
        <Panel title={t("format.answers")}>
          <div className={styles.fields}>
            {(["paid", "failed", "pending"] as const).map((what) => <TextInput key={what} label={t(`format.${what}`)} value={draft[what]} autoComplete="off" onChange={(event) => set({ [what]: event.currentTarget.value })} />)}
          </div>
          <p className={styles.soft}>{t("format.answersText")}</p>
          {looked && faults.words ? <Note tone="bad" title={t("format.wordsWrong")} /> : null}
          <TextInput label={t("format.note")} description={t("format.noteText")} value={draft.note} maxLength={200} autoComplete="off" onChange={(event) => set({ note: event.currentTarget.value })} />
        </Panel>
        <Note title={t("format.two")}>{t("format.twoText")}</Note>
        {save.error ? <ProblemNote problem={save.error} /> : null}
        <Group><Button type="submit" loading={save.isPending}>{t("format.save")}</Button></Group>
      </Stack>
    </form>
  );
}
