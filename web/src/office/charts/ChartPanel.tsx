/**
 * A chart with its table one press away, to be printed or taken along: the picture as PNG, the figures as CSV and
 * as a workbook. For readers of screens the table is there at once.
 */
import { Downloads } from "@office/parts/Downloads";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconChartBar, IconPhoto, IconPrinter, IconTable } from "@tabler/icons-react";
import { useRef, useState } from "react";

import { BarDays, TrendLine } from ".";
import styles from "./charts.module.css";
import { ChartTable } from "./ChartTable";
import { savePng } from "./png";
import { isKnown, type ChartRow, type Series } from "./row";

type Props = {
  title: string;
  rows: readonly ChartRow[];
  series: readonly Series[];
  kind: "bars" | "lines";
  /** What the first column of the table is. */
  of: string;
  /** Where the API gives the same as a file. */
  address?: string;
  /** A name for the picture's file. */
  file: string;
  note?: string;
};

export function ChartPanel({ title, rows, series, kind, of, address, file, note }: Props) {
  const t = useWords("charts");
  const drawn = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const Chart = kind === "bars" ? BarDays : TrendLine;
  const picture = () => {
    const svg = drawn.current?.querySelector("svg");
    setProblem(null);
    if (svg) savePng(svg, title, `${file}.png`).catch(setProblem);
  };
  const tools = (
    <div className={`${styles.tools} no-print`}>
      <Button size="xs" variant="default" aria-pressed={asTable} leftSection={asTable ? <IconChartBar size={14} aria-hidden /> : <IconTable size={14} aria-hidden />}
        onClick={() => setAsTable(!asTable)}>{asTable ? t("chart") : t("table")}</Button>
      {asTable ? null : <Button size="xs" variant="default" leftSection={<IconPhoto size={14} aria-hidden />} onClick={picture} aria-label={t("png", { title })}>PNG</Button>}
      {address ? <Downloads address={address} what={title} /> : null}
      <Button size="xs" variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => print()}>{t("print")}</Button>
    </div>
  );
  return (
    <Panel title={title} beside={tools} flush>
      {problem ? <ProblemNote problem={problem} /> : null}
      {asTable ? <ChartTable caption={title} of={of} rows={rows} series={series} /> : (
        <div className={styles.drawn}>
          <div ref={drawn} role="img" aria-label={t("seeTable", { title })}><Chart rows={rows} series={series} /></div>
          {kind === "bars" && isKnown(rows, 1) ? <Legend series={series} /> : null}
          {note ? <p className={styles.note}>{note}</p> : null}
        </div>
      )}
    </Panel>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  return <p className={styles.legend}>{series.map(({ name, tone }) => <span key={name}><span className={`${styles.swatch} ${styles[tone]}`} />{name}</span>)}</p>;
}
