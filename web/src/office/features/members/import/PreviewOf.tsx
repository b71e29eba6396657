/** What the file holds: its sums, its faults, how its headings were read, and its first rows as understood. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { useFieldName } from "@office/parts/story/names";
import { Tally } from "@office/parts/Tally";
import { Button, Stack, Text } from "@mantine/core";
import type { Schemas } from "@shared/api/client";
import { Count, Day, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { download, faultsAsCsv } from "./csv";
import styles from "./import.module.css";
import type { Preview } from "./sending";

/** The act itself (`children`) comes before the rows, which are many and as one gave them. */
export function PreviewOf({ preview, children }: { preview: Preview; children: ReactNode }) {
  const t = useWords("import");
  return (
    <Stack gap="lg">
      <Panel title={t("found", { name: preview.name })}><Stack><Sums preview={preview} /><Headings preview={preview} /></Stack></Panel>
      {preview.problem_count > 0 ? <Faults preview={preview} /> : null}
      {preview.note_count > 0 ? <Notes preview={preview} /> : null}
      {children}
      {preview.sample.length > 0 ? <Sample rows={preview.sample} /> : null}
    </Stack>
  );
}

function Sums({ preview: { rows, already, totals } }: { preview: Preview }) {
  const t = useWords("import");
  return (
    <Tally>
      <div><dt>{t("rows")}</dt><dd><Count value={rows} /></dd></div>
      <div><dt>{t("good")}</dt><dd><Count value={totals.rows} /></dd></div>
      <div><dt>{t("bad")}</dt><dd className={totals.bad_rows > 0 ? styles.fault : ""}><Count value={totals.bad_rows} /></dd></div>
      <div><dt>{t("already")}</dt><dd><Count value={already} /></dd></div>
      {totals.members === null ? null : <div><dt>{t("members")}</dt><dd><Count value={totals.members} /></dd></div>}
      {totals.litres === null ? null : <div><dt>{t("litres")}</dt><dd><Litres value={totals.litres} /></dd></div>}
      {totals.first_day && totals.last_day ? <div><dt>{t("days")}</dt><dd><Day date={totals.first_day} short /> – <Day date={totals.last_day} short /></dd></div> : null}
      {totals.amounts.map(({ name, amount }) => <div key={name}><dt>{t(`amounts.${name}`, { defaultValue: name })}</dt><dd><Money value={amount} /></dd></div>)}
    </Tally>
  );
}

function Headings({ preview: { columns, unread } }: { preview: Preview }) {
  const t = useWords("import");
  return (
    <>
      <div>
        <Text size="sm" fw={600}>{t("headings")}</Text>
        <ul className={styles.columns}>{columns.map(({ heading, meaning }) => <li key={heading}>{heading} <span aria-hidden="true">→</span> <strong>{meaning}</strong></li>)}</ul>
      </div>
      {unread.length > 0 ? <Note title={t("unread", { count: unread.length })}>{unread.join(", ")}</Note> : null}
    </>
  );
}

function Faults({ preview }: { preview: Preview }) {
  const t = useWords("import");
  const { problems, problem_count } = preview;
  const headings = [t("row"), t("heading"), t("value"), t("fault"), t("remedy")];
  const columns: Column<Schemas["ImportProblem"]>[] = [
    { id: "row", title: t("row"), figure: true, width: "5rem", cell: (one) => one.row },
    { id: "field", title: t("heading"), cell: (one) => one.field },
    { id: "value", title: t("value"), cell: (one) => <code>{one.value}</code> },
    { id: "sentence", title: t("fault"), cell: (one) => <span className={styles.fault}>{one.sentence}</span> },
    { id: "remedy", title: t("remedy"), cell: (one) => one.remedy },
  ];
  const save = () => download(`${preview.name.replace(/\.\w+$/, "")}-${t("faultsFile")}.csv`, faultsAsCsv(headings, problems));
  return (
    <Panel title={t("faults", { count: problem_count })} flush beside={<Button size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>{t("asCsv")}</Button>}>
      <DataTable caption={t("faults", { count: problem_count })} columns={columns} rows={problems} rowKey={(one) => `${one.row} ${one.field} ${one.sentence}`} />
      {problem_count > problems.length ? <Text size="sm" c="dimmed" p="md">{t("firstOnly", { shown: problems.length, all: problem_count })}</Text> : null}
    </Panel>
  );
}

function Notes({ preview: { notes, note_count } }: { preview: Preview }) {
  const t = useWords("import");
  return (
    <Panel title={t("notes", { count: note_count })}>
      <ul className={styles.notes}>{notes.map(({ row, sentence }) => <li key={`${row} ${sentence}`}>{t("inRow", { row })}: {sentence}</li>)}</ul>
      {note_count > notes.length ? <Text size="sm" c="dimmed">{t("firstOnly", { shown: notes.length, all: note_count })}</Text> : null}
    </Panel>
  );
}

function Sample({ rows }: { rows: readonly Schemas["ImportRow"][] }) {
  const t = useWords("import");
  const name = useFieldName();
  // A column that is empty throughout says nothing.
  const headings = [...new Set(rows.flatMap(({ cells }) => cells.filter(({ value }) => value).map(({ heading }) => heading)))];
  const valueOf = (one: Schemas["ImportRow"], heading: string) => one.cells.find((cell) => cell.heading === heading)?.value ?? "";
  const columns: Column<Schemas["ImportRow"]>[] = [
    { id: "row", title: t("row"), figure: true, width: "5rem", cell: (one) => one.row },
    ...headings.map((heading) => ({
      id: heading, title: <span className={styles.heading}>{name(heading)}</span>,
      cell: (one: Schemas["ImportRow"]) => (heading.endsWith("phone") ? <span className={styles.whole}>{phone(valueOf(one, heading))}</span> : valueOf(one, heading)),
    })),
  ];
  return <Panel title={t("sample", { count: rows.length })} flush><DataTable caption={t("sample", { count: rows.length })} columns={columns} rows={rows} rowKey={(one) => String(one.row)} /></Panel>;
}
