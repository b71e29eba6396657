/** A fat × SNF matrix to read: fat down, SNF across. */
import { grouped } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { gridOf, type Cell } from "./matrix";
import styles from "./matrix.module.css";

export function MatrixTable({ cells }: { cells: readonly Cell[] }) {
  const t = useWords("prices");
  const grid = gridOf(cells);
  return (
    <>
      <p className={styles.how}>{t("matrix.read")}</p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("matrix.title")}>
        <table className={styles.grid}>
          <caption className="only-read">{t("matrix.title")}</caption>
          <thead>
            <tr><td className={styles.corner}>{t("matrix.corner")}</td>{grid.snfs.map((snf) => <th key={snf} scope="col">{snf}</th>)}</tr>
          </thead>
          <tbody>
            {grid.fats.map((fat, row) => (
              <tr key={fat}>
                <th scope="row">{fat}</th>
                {grid.snfs.map((snf, column) => <td key={snf}>{grid.cells[row]?.[column] ? grouped(grid.cells[row][column], 2) : "–"}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
