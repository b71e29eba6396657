/** This run beside the one before: the main figures in sight, each kind of deduction folded. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import type { Schemas } from "@shared/api/client";
import { Count, Litres, Money } from "@shared/figures/Figures";
import { grouped } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { change, deductionKind, isTold, times } from "./compare";
import styles from "./settlement.module.css";

type Compared = Schemas["Compared"];

export function Comparison({ report }: { report: Schemas["RunReport"] }) {
  const t = useWords("settlement");
  const told = report.figures.filter(isTold);
  const main = told.filter((figure) => deductionKind(figure.name) === null);
  const kinds = told.filter((figure) => deductionKind(figure.name) !== null);
  const title = report.before ? t("compared.with", { period: report.before }) : t("compared.first");
  return (
    <Panel title={title} flush>
      <Figures caption={title} figures={main} before={report.before} />
      {kinds.length > 0 ? (
        <details className={styles.fold}>
          <summary className={styles.inset}>{t("compared.kinds", { count: kinds.length })}</summary>
          <Figures caption={t("compared.kinds", { count: kinds.length })} figures={kinds} before={report.before} />
        </details>
      ) : null}
    </Panel>
  );
}

function Figures({ caption, figures, before }: { caption: string; figures: Compared[]; before: string | null }) {
  const t = useWords("settlement");
  const nameOf = ({ name }: Compared) => {
    const kind = deductionKind(name);
    return kind === null ? t(`compared.${name.replaceAll(" ", "-")}`, { defaultValue: name }) : t(`kinds.${kind}`, { defaultValue: kind });
  };
  const columns: Column<Compared>[] = [
    { id: "name", title: t("compared.figure"), cell: nameOf },
    { id: "before", title: before ?? "–", figure: true, minor: true, cell: (figure) => <Figure unit={figure.unit} value={figure.before} /> },
    { id: "now", title: t("compared.now"), figure: true, cell: (figure) => <strong><Figure unit={figure.unit} value={figure.now} /></strong> },
    { id: "change", title: t("compared.change"), figure: true, cell: (figure) => <Change figure={figure} /> },
  ];
  return <div className={styles.compare}><DataTable caption={caption} columns={columns} rows={figures} rowKey={(figure) => figure.name} /></div>;
}

function Figure({ unit, value }: { unit: Compared["unit"]; value: string | null }) {
  if (value === null) return <>–</>;
  if (unit === "KES") return <Money value={{ amount: value, currency: "KES" }} />;
  return unit === "litres" ? <Litres value={value} /> : <Count value={Number(value)} />;
}

function Change({ figure }: { figure: Compared }) {
  const t = useWords("settlement");
  const { way, percent } = change(figure.change_percent);
  if (percent === null) return <span className={styles.soft}>–</span>;
  const many = way === "much" ? times(percent) : null;
  const words = many !== null ? t("compared.times", { times: many.toLocaleString("en-KE") }) : way === "same" ? t("compared.same") : t(`compared.${way}`, { percent: grouped(percent, 1) });
  return <span className={`${styles.change} ${way === "much" || way === "little" ? styles.warm : styles.soft}`}>{words}</span>;
}
