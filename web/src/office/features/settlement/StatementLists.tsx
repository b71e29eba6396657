/** What a statement is made of: each weighing with its price and why, premiums, adjustments, each deduction. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import { usePriceRule } from "@office/parts/pricerule/usePriceRule";
import { Empty } from "@office/parts/Empty";
import { api, type Schemas } from "@shared/api/client";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { Link } from "react-router";

import { isNone } from "./run";
import styles from "./settlement.module.css";

export type Paper = Schemas["StatementPaper"];
type PaperMilk = Schemas["PaperMilk"];
type PaperDeduction = Schemas["PaperDeduction"];

export function Milk({ paper }: { paper: Paper }) {
  const t = useWords("settlement");
  const marked = paper.deliveries.some((one) => one.marks.length > 0);
  const columns: Column<PaperMilk>[] = [
    { id: "date", title: t("milk.day"), cell: (one) => <span className={styles.line}><Day date={one.date} short />, {t(`shift.${one.shift}`)}</span> },
    ...(marked ? [{ id: "marks", title: t("milk.marks"), cell: (one: PaperMilk) => <Marks milk={one} /> }] : []),
    { id: "litres", title: t("litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
    { id: "price", title: t("milk.price"), figure: true, cell: (one) => <Price milk={one} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return (
    <div id="milk">
      <Panel title={t("totals.milk")} flush>
        {paper.deliveries.length === 0 ? <div className={styles.inset}><Empty title={t("milk.none")} /></div> : (
          <DataTable caption={t("totals.milk")} columns={columns} rows={paper.deliveries} rowKey={(one) => one.delivery + one.positions.join()} to={(one) => `/deliveries/${one.delivery}`} />
        )}
      </Panel>
    </div>
  );
}

function Marks({ milk }: { milk: PaperMilk }) {
  const t = useWords("settlement");
  if (milk.marks.length === 0) return null;
  return <span className={styles.warm}>{milk.marks.map((mark) => t(`marks.${mark}`)).join(", ")}{milk.marks.includes("held") ? <> (<Litres value={milk.held_litres} />)</> : null}</span>;
}

/** The price of a litre; whoever asks why sees the rule that gave it. */
function Price({ milk }: { milk: PaperMilk }) {
  const t = useWords("settlement");
  const say = usePriceRule();
  const [open, setOpen] = useState(false);
  const asked = api.useQuery("get", "/api/v1/deliveries/{id}/price", { params: { path: { id: milk.delivery } } }, { enabled: open });
  const rule = milk.rejection_reason ?? say(asked.data?.parts.length ? asked.data.parts.join("; ") : milk.rule);
  return (
    <>
      <button type="button" className={styles.why} aria-expanded={open} onClick={() => setOpen(!open)} title={t("why")}>
        <Money value={milk.price_per_litre} /><span className="only-read"> {t("why")}</span>
      </button>
      {open ? <div className={styles.reason}>{rule}</div> : null}
    </>
  );
}

export function Premiums({ paper }: { paper: Paper }) {
  const t = useWords("settlement");
  if (paper.premiums.length === 0) return null;
  const columns: Column<Schemas["PaperPremium"]>[] = [
    { id: "text", title: t("why"), cell: (one) => one.text },
    { id: "litres", title: t("litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
    { id: "price", title: t("milk.price"), figure: true, cell: (one) => <Money value={one.price_per_litre} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return <div id="premiums"><Panel title={t("totals.premium")} flush><DataTable caption={t("totals.premium")} columns={columns} rows={paper.premiums} rowKey={(one) => one.text + one.litres} /></Panel></div>;
}

export function Adjustments({ paper }: { paper: Paper }) {
  const t = useWords("settlement");
  if (paper.adjustments.length === 0) return null;
  const columns: Column<Schemas["PaperAdjustment"]>[] = [
    { id: "date", title: t("milk.day"), cell: (one) => <Day date={one.date} short /> },
    { id: "reason", title: t("why"), cell: (one) => one.reason },
    { id: "litres", title: t("litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
    { id: "amount", title: t("amount"), figure: true, cell: (one) => <Money value={one.amount} strong /> },
  ];
  return <div id="adjustments"><Panel title={t("totals.adjustments")} flush><DataTable caption={t("totals.adjustments")} columns={columns} rows={paper.adjustments} rowKey={(one) => one.id} /></Panel></div>;
}

export function Deductions({ paper }: { paper: Paper }) {
  const t = useWords("settlement");
  const short = paper.deductions.some((one) => !isNone(one.arrears));
  const columns: Column<PaperDeduction>[] = [
    { id: "kind", title: t("deduction.kind"), gives: true, cell: (one) => <Reason deduction={one} /> },
    { id: "due", title: t("deduction.due"), figure: true, cell: (one) => <Money value={one.due} /> },
    ...(short ? [{ id: "arrears", title: t("deduction.arrears"), figure: true, cell: (one: PaperDeduction) => <Money value={one.arrears} /> }] : []),
    { id: "remaining", title: t("deduction.remaining"), figure: true, cell: (one) => (one.remaining ? <Money value={one.remaining} /> : "–") },
    { id: "taken", title: t("deduction.taken"), figure: true, cell: (one) => <Money value={one.taken} strong /> },
  ];
  return (
    <div id="deductions">
      <Panel title={t("totals.deducted")} flush>
        {paper.deductions.length === 0 ? <div className={styles.inset}><Empty title={t("deduction.none")} /></div>
          : <DataTable caption={t("totals.deducted")} columns={columns} rows={paper.deductions} rowKey={(one) => one.charge} />}
      </Panel>
    </div>
  );
}

function Reason({ deduction }: { deduction: PaperDeduction }) {
  const t = useWords("settlement");
  const payee = deduction.creditor_name ?? deduction.creditor;
  const kind = t(`kinds.${deduction.kind}`, { defaultValue: deduction.kind });
  return (
    <>
      <Link to={`/charges/${deduction.charge}`} className={styles.all}>{deduction.text || kind}</Link>
      <div className={styles.soft}>{payee ? t("deduction.to", { kind, payee }) : kind}</div>
    </>
  );
}
