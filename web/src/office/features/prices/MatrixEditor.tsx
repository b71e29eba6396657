/**
 * The matrix as a sheet to type in: arrows and Enter move between the cells, a block from a spreadsheet is pasted
 * where one stands (with its own head it becomes the whole matrix).
 */
import { Button, Group } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconX } from "@tabler/icons-react";
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";

import { grown, moved, pasted, typed, withoutColumn, withoutRow, type Fault, type Grid } from "./matrix";
import styles from "./matrix.module.css";

type Props = { grid: Grid; onChange: (grid: Grid | null) => void; faults: readonly Fault[] };

/** What a step may look like, until one is written. */
const EXAMPLES = { fat: ["3.2", "3.8", "4.2"], snf: ["8.0", "8.5", "9.0"] };

export function MatrixEditor({ grid, onChange, faults }: Props) {
  const t = useWords("prices");
  const table = useRef<HTMLTableElement>(null);
  const [said, setSaid] = useState("");
  const go = (row: number, column: number) => table.current?.querySelector<HTMLInputElement>(`[data-at="${row} ${column}"]`)?.focus();
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const place = placeOf(event.currentTarget);
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = leaves(event.currentTarget, event.key) ? moved(place, event.key, grid) : null;
    if (event.key === "Enter") event.preventDefault();
    if (!next) return;
    event.preventDefault();
    go(next.row, next.column);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const place = placeOf(event.currentTarget);
    const text = event.clipboardData.getData("text/plain");
    if (!place || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const next = pasted(grid, place, text);
    setSaid(next ? t("matrix.pasted", { rows: next.fats.length, columns: next.snfs.length }) : t("matrix.tooMuch"));
    if (next) onChange(next);
  };
  const field = (row: number, column: number, label: string, value: string) => {
    const fault = faults.find((one) => one.row === row && one.column === column);
    return (
      <input data-at={`${row} ${column}`} className={styles.cell} aria-label={fault ? `${label}: ${t(`matrix.fault.${fault.kind}`)}` : label} aria-invalid={fault ? true : undefined}
        inputMode="decimal" autoComplete="off" placeholder={row < 0 ? EXAMPLES.snf[column] : column < 0 ? EXAMPLES.fat[row] : undefined} value={value} title={fault ? t(`matrix.fault.${fault.kind}`) : undefined}
        onKeyDown={keys} onPaste={paste} onFocus={(event) => event.currentTarget.select()} onChange={(event) => onChange(typed(grid, { row, column }, event.currentTarget.value))} />
    );
  };
  return (
    <>
      <p id="matrix-how" className={styles.how}>{t("matrix.how")}</p>
      <div className={styles.scroll}>
        <table ref={table} className={`${styles.grid} ${styles.edited}`} aria-describedby="matrix-how">
          <caption className={styles.caption}>{t("matrix.read")}</caption>
          <thead>
            <tr>
              <td className={styles.corner}>{t("matrix.corner")}</td>
              {grid.snfs.map((snf, column) => (
                <th key={column} scope="col">
                  {field(-1, column, t("matrix.snfStep", { place: column + 1 }), snf)}
                  <Remove label={t("matrix.withoutColumn", { step: snf || column + 1 })} act={() => onChange(withoutColumn(grid, column))} off={grid.snfs.length < 2} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.fats.map((fat, row) => (
              <tr key={row}>
                <th scope="row">
                  <span className={styles.side}>
                    <Remove label={t("matrix.withoutRow", { step: fat || row + 1 })} act={() => onChange(withoutRow(grid, row))} off={grid.fats.length < 2} />
                    {field(row, -1, t("matrix.fatStep", { place: row + 1 }), fat)}
                  </span>
                </th>
                {grid.snfs.map((snf, column) => (
                  <td key={column}>{field(row, column, t("matrix.cell", { fat: fat || "–", snf: snf || "–" }), grid.cells[row]?.[column] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p role="status" className={styles.how}>{said}</p>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => onChange(grown(grid, grid.fats.length + 1, grid.snfs.length))}>{t("matrix.addRow")}</Button>
        <Button size="xs" variant="default" onClick={() => onChange(grown(grid, grid.fats.length, grid.snfs.length + 1))}>{t("matrix.addColumn")}</Button>
        <Button size="xs" variant="default" onClick={() => onChange(null)}>{t("matrix.without")}</Button>
      </Group>
    </>
  );
}

function Remove({ label, act, off }: { label: string; act: () => void; off: boolean }) {
  return <button type="button" tabIndex={-1} className={styles.remove} aria-label={label} title={label} onClick={act} disabled={off}><IconX size={14} aria-hidden /></button>;
}

function placeOf(field: HTMLInputElement): { row: number; column: number } | null {
  const at = field.dataset["at"];
  if (!at) return null;
  const [row = 0, column = 0] = at.split(" ").map(Number);
  return { row, column };
}

/** Left and right move inside a text that is being written, and leave it from its ends or when all of it is chosen. */
function leaves(field: HTMLInputElement, key: string): boolean {
  const { selectionStart: start, selectionEnd: end, value } = field;
  if (start === 0 && end === value.length) return true;
  if (key === "ArrowLeft") return start === 0 && end === 0;
  return key === "ArrowRight" ? start === value.length : true;
}
