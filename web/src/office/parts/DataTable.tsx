/**
 * A table of things that people compare: figures to the right, the head in sight, a row leads to its story. Long
 * lists show only the rows in sight (virtual), and ask for more near the end.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "react-router";

import styles from "./table.module.css";

export type Column<Row> = {
  id: string;
  title: ReactNode;
  /** Figures stand to the right. */
  figure?: boolean;
  cell: (row: Row) => ReactNode;
  width?: string;
};
type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link. */
  to?: (row: Row) => string;
  /** Called when the end comes near, for endless lists. */
  more?: (() => void) | undefined;
  /** Height in pixels of one row; with it, and above 100 rows, only what is in sight is drawn. */
  rowHeight?: number;
  foot?: ReactNode;
};

const MANY = 100;

export function DataTable<Row>(props: Props<Row>) {
  const virtual = props.rows.length > MANY && props.rowHeight !== undefined;
  return virtual ? <LongTable {...props} rowHeight={props.rowHeight as number} /> : <ShortTable {...props} />;
}

function ShortTable<Row>({ more, ...props }: Props<Row>) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!more || !end.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more());
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more]);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={props.caption}>
      <table className={styles.table}>
        <Head {...props} />
        <tbody>{props.rows.map((row) => <Row key={props.rowKey(row)} row={row} {...props} />)}</tbody>
        {props.foot ? <tfoot>{props.foot}</tfoot> : null}
      </table>
      <div ref={end} />
    </div>
  );
}

function LongTable<Row>(props: Props<Row> & { rowHeight: number }) {
  const { rows, more, rowHeight } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 12 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) more();
  }, [more, last, rows.length]);
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div ref={scroll} className={`${styles.scroll} ${styles.tall}`} tabIndex={0} role="group" aria-label={props.caption}>
      <table className={styles.table} aria-rowcount={rows.length}>
        <Head {...props} />
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map((item) => {
            const row = rows[item.index] as Row;
            return <Row key={props.rowKey(row)} row={row} {...props} />;
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ caption, columns }: Props<Row>) {
  return (
    <>
      <caption className="only-read">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.figure ? styles.figure : undefined} style={column.width ? { width: column.width } : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

function Row<Row>({ row, columns, to }: Props<Row> & { row: Row }) {
  return (
    <tr className={to ? styles.leads : undefined}>
      {columns.map((column, index) => (
        <td key={column.id} className={column.figure ? styles.figure : undefined}>
          {index === 0 && to ? <Link to={to(row)} className={styles.link}>{column.cell(row)}</Link> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
