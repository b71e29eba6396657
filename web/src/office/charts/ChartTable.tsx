/** The figures of a chart as a table; each row leads to where they come from. */
import { DataTable, type Column } from "@office/parts/DataTable";

import { isKnown, type ChartRow, type Series } from "./row";

type Props = { caption: string; of: string; rows: readonly ChartRow[]; series: readonly Series[] };

export function ChartTable({ caption, of, rows, series }: Props) {
  const columns: Column<ChartRow>[] = [
    { id: "title", title: of, cell: (row) => row.title },
    ...series.flatMap(({ name }, index): Column<ChartRow>[] => (isKnown(rows, index) ? [{ id: name, title: name, figure: true, cell: (row) => row.figures[index]?.text ?? "–" }] : [])),
  ];
  const leads = rows.every((row) => row.to);
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.id} {...(leads ? { to: (row: ChartRow) => row.to ?? "" } : {})} />;
}
