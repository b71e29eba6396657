/** What was recorded in this shift, the newest first, each with its state and an undo. */
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Empty } from "../../parts/Empty";
import { Line } from "./Line";
import { MendRow } from "./MendRow";
import type { Entry } from "./roster";
import styles from "./record.module.css";
import type { Row } from "./sheet";
import type { Undo } from "./useUndo";

type Props = { rows: readonly Row[]; nameOf: (member: string) => Entry | undefined; undo: Undo; mend: (row: Row) => void };
/** More rows are in the delivery book. */
const SHOWN = 60;

export function Rows({ rows, nameOf, undo, mend }: Props) {
  const t = useWords("record");
  const [mended, setMended] = useState<Row | null>(null);
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <div className={styles.inside}><Empty title={t("rows.empty")} text={t("rows.emptyText")} /></div>;
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <>
      <ol className={styles.rows}>
        {shown.map((row) => (
          <Line key={row.id} row={row} name={nameOf(row.member)?.name ?? null} undo={undo} mend={mend} ask={() => setMended(row)} />
        ))}
      </ol>
      {rows.length > shown.length ? <button type="button" className={styles.all} onClick={() => setAll(true)}>{t("rows.all", { count: rows.length })}</button> : null}
      {mended ? <MendRow row={mended} undo={undo} close={() => setMended(null)} /> : null}
    </>
  );
}
