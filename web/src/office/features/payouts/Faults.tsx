/** What is wrong in a file, row by row, and what is only worth knowing. One fault refuses all of it. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { Note } from "@office/parts/Note";
import type { Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

import styles from "./payouts.module.css";

type Fault = Schemas["RowFault"];

export function Faults({ faults, notes }: { faults: Fault[]; notes: Schemas["RowNote"][] }) {
  const t = useWords("payouts");
  const columns: Column<Fault>[] = [
    { id: "row", title: t("faults.row"), figure: true, cell: (one) => one.row },
    { id: "column", title: t("faults.column"), cell: (one) => one.column },
    { id: "value", title: t("faults.value"), cell: (one) => <span className={styles.code}>{one.value}</span> },
    { id: "sentence", title: t("faults.what"), cell: (one) => `${one.sentence} ${one.remedy}` },
  ];
  return (
    <>
      {faults.length > 0 ? (
        <>
          <Note tone="bad" title={t("faults.title", { count: faults.length })}>{t("faults.text")}</Note>
          <DataTable caption={t("faults.title", { count: faults.length })} columns={columns} rows={faults} rowKey={(one) => `${one.row}${one.column}${one.sentence}`} />
        </>
      ) : null}
      {notes.length > 0 ? <ul className={styles.causes}>{notes.map((note) => <li key={`${note.row}${note.sentence}`}>{t("faults.note", { row: note.row, sentence: note.sentence })}</li>)}</ul> : null}
    </>
  );
}
