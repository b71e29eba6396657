/**
 * A table of things that people compare: figures to the right, the head in sight, a row leads to its story. Long
 * lists show only the rows in sight (virtual), and ask for more near the end.
 */
import { lazy, Suspense, type ReactNode } from "react";
import { Link } from "react-router";

import styles from "./table.module.css";
import { useReachEnd } from "./useReachEnd";

export type Column<Row> = {
  id: string;
  title: ReactNode;
  /** Figures stand to the right. */
  figure?: boolean;
  /** Left out on a phone: the row's own page says it. */
  minor?: boolean;
  /** The last column, in sight however far one pushes the table. */
  stays?: boolean;
  /** Words that give way on a phone: they take more lines, so that the figures beside them stay in sight. */
  gives?: boolean;
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
  /** Many amounts side by side: the currency is said once, beside the table. */
  dense?: boolean;
};

const classesOf = <Row,>({ figure, minor, stays, gives }: Column<Row>) =>
  [figure && styles.figure, minor && styles.minor, stays && styles.stays, gives && styles.gives].filter(Boolean).join(" ") || undefined;
const tableOf = <Row,>({ columns, dense }: Pick<Props<Row>, "columns" | "dense">) =>
  [styles.table, dense && styles.dense, columns.some(({ gives }) => gives) && styles.fits].filter(Boolean).join(" ");

const MANY = 100;
const LongTable = lazy(() => import("./LongTable"));

export function DataTable<Row>(props: Props<Row>) {
  const virtual = props.rows.length > MANY && props.rowHeight !== undefined;
  if (!virtual) return <ShortTable {...props} />;
  const row = (index: number) => {
    const found = props.rows[index] as Row;
    return <Row key={props.rowKey(found)} row={found} {...props} />;
  };
  return (
    <Suspense fallback={<ShortTable {...props} rows={props.rows.slice(0, MANY)} />}>
      <LongTable caption={props.caption} count={props.rows.length} rowHeight={props.rowHeight as number} more={props.more} head={<Head {...props} />} row={row} table={tableOf(props)} />
    </Suspense>
  );
}

function ShortTable<Row>({ more, ...props }: Props<Row>) {
  const end = useReachEnd(more);
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={props.caption}>
      <table className={tableOf(props)}>
        <Head {...props} />
        <tbody>{props.rows.map((row) => <Row key={props.rowKey(row)} row={row} {...props} />)}</tbody>
        {props.foot ? <tfoot>{props.foot}</tfoot> : null}
      </table>
      <div ref={end} />
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
            <th key={column.id} scope="col" className={classesOf(column)} style={column.width ? { width: column.width } : undefined}>
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
        <td key={column.id} className={classesOf(column)}>
          {index === 0 && to ? <Link to={to(row)} className={styles.link}>{column.cell(row)}</Link> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
