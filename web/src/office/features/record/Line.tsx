/** One weighing on the sheet: who, how much, where it stands, and what a person may still do about it. */
import { Button } from "@mantine/core";
import { useMay } from "@shared/api/session";
import { Litres } from "@shared/figures/Figures";
import { clock } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { ProblemNote } from "../../parts/ProblemNote";
import styles from "./record.module.css";
import { Resolve } from "./Resolve";
import type { Row } from "./sheet";
import { usePress, type Undo } from "./useUndo";

type Props = { row: Row; name: string | null; undo: Undo; mend: (row: Row) => void; ask: () => void };

export function Line({ row, name, undo, mend, ask }: Props) {
  const t = useWords("record");
  const refused = row.act?.state === "refused" ? row.act : null;
  const gone = row.state === "voided" || (row.act?.kind === "void" && !refused);
  return (
    <li className={`${styles.row} ${gone ? styles.gone : ""} ${refused ? styles.refused : ""}`}>
      <time className={styles.time} dateTime={row.at}>{clock(row.at, "time")}</time>
      <span className={styles.who}><span className={styles.number}>{row.member}</span> {name ?? ""}</span>
      <span className={styles.amount}>{row.kilograms && !row.recorded ? `${row.kilograms} kg` : <Litres value={row.litres} />}</span>
      <span className={styles.marks}><Standing row={row} /><Marks row={row} /></span>
      <span className={styles.acts}><Acts row={row} undo={undo} ask={ask} label={t("rows.undoOf", { member: row.member })} /></span>
      {refused ? <Resolve act={refused} row={row} undo={undo} mend={() => mend(row)} /> : null}
    </li>
  );
}

function Standing({ row }: { row: Row }) {
  const t = useWords("record");
  const dot = <span className={styles.dot} aria-hidden />;
  if (row.act?.state === "refused") return <span className={styles.bad}>{dot}{t("state.refused")}</span>;
  if (row.act?.kind === "void") return <span className={styles.warm}>{dot}{t("state.voiding")}</span>;
  if (row.act?.kind === "correction") return <span className={styles.warm}>{dot}{t("state.correcting")}</span>;
  if (row.state === "waiting") return <span className={styles.warm}>{dot}{row.act?.tried ? t("state.tried") : t("state.waiting")}</span>;
  if (row.state === "voided") return <span>{dot}{t("state.voided")}</span>;
  const words = t("state.recorded", { position: row.recorded?.position ?? "" });
  return <Link className={styles.good} to={`/deliveries/${row.id}`}>{dot}{words}</Link>;
}

function Marks({ row }: { row: Row }) {
  const t = useWords("record");
  const can = row.recorded?.can ?? 1;
  const state = row.recorded?.state ?? "recorded";
  return (
    <>
      {row.rejected !== null ? <span className={styles.bad}>{t("marks.rejected", { reason: row.rejected })}</span> : null}
      {row.recorded?.unusual ? <span className={styles.warm}>{t("marks.unusual")}</span> : null}
      {can > 1 ? <span>{t("marks.can", { can })}</span> : null}
      {row.recorded?.grade ? <span>{t("marks.grade", { grade: row.recorded.grade })}</span> : null}
      {state !== "recorded" && state !== "voided" ? <span>{t(`marks.${state}`)}</span> : null}
    </>
  );
}

function Acts({ row, undo, ask, label }: { row: Row; undo: Undo; ask: () => void; label: string }) {
  const t = useWords("record");
  const may = useMay("deliveries.correct");
  const { press, problem } = usePress();
  if (row.act?.state === "refused" || row.state === "voided") return null;
  const takeBack = async () => {
    const { act } = row;
    if (act && !act.tried && (await undo.takeBack(act))) return;
    ask();
  };
  // A change that is on its way has to arrive first.
  if (!may || (row.act && row.act.kind !== "delivery" && row.act.tried)) return null;
  return (
    <>
      <Button size="compact-sm" variant="subtle" aria-label={label} onClick={() => void press(takeBack)}>{t("rows.undo")}</Button>
      {problem ? <ProblemNote problem={problem} /> : null}
    </>
  );
}
