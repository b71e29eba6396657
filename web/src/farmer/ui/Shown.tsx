/** An answer in each of its states: not yet there, refused, empty, there. */
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import type { Answer } from "../data/useAnswer";
import { Note } from "./Note";
import { ProblemNote } from "./ProblemNote";
import styles from "./ui.module.css";

type Given<Value> = { of: Answer<Value>; isEmpty?: (value: Value) => boolean; empty?: ReactNode; children: (value: Value) => ReactNode };

export function Shown<Value>({ of, isEmpty, empty, children }: Given<Value>) {
  if (of.value === null) return of.waiting || !of.problem ? <Bones /> : <ProblemNote problem={of.problem} again={of.again} reading />;
  if (isEmpty?.(of.value)) return <Note>{empty}</Note>;
  return <>{children(of.value)}</>;
}

export function Bones({ rows = 3 }: { rows?: number }) {
  const t = useWords("ui");
  return (
    <div className={`${styles.card} ${styles.bones}`} role="status" aria-busy="true" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => <span key={row} />)}
    </div>
  );
}
