/** Whose milk is most, and whose falls or rises most against as many days before. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Downloads } from "@office/parts/Downloads";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { SegmentedControl } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Litres } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { listOf } from "./answer";
import { Choice, useSpan } from "./Choice";
import { Frame } from "./Frame";
import styles from "./insights.module.css";
import { addressOf, query } from "./span";

type Line = Schemas["MemberMilk"];
const ORDERS = ["top", "falling", "rising"] as const;

export function Members() {
  const t = useWords("insights");
  const [search, setSearch] = useSearchParams();
  const span = useSpan();
  const order = ORDERS.find((one) => one === search.get("order")) ?? "top";
  const asked = api.useQuery("get", "/api/v1/insights/members", { params: { query: { ...query(span), order, limit: 100 } } }, { select: (answer) => listOf(answer) });
  const choose = (value: string) => setSearch((now) => { const next = new URLSearchParams(now); next.set("order", value); return next; }, { replace: true });
  const title = t(`people.${order}`);
  return (
    <Frame title={t("people.title")} actions={<SegmentedControl aria-label={t("people.order")} data={ORDERS.map((value) => ({ value, label: t(`people.${value}`) }))} value={order} onChange={choose} />}>
      <Choice />
      <Panel title={title} beside={<span className={styles.row}><Downloads address={addressOf("/api/v1/insights/members", { ...query(span), order })} what={title} /></span>} flush>
        <Ask asked={asked} waiting={<Waiting rows={8} height={36} />} empty={{ when: ({ items }) => items.length === 0, show: <div className={styles.inset}><Empty title={t("people.none")} text={t("noneText")} /></div> }}>
          {({ items }) => <List lines={items} title={title} />}
        </Ask>
      </Panel>
    </Frame>
  );
}

function List({ lines, title }: { lines: readonly Line[]; title: string }) {
  const t = useWords("insights");
  const most = Math.max(1, ...lines.map((line) => Math.max(cents(line.litres), cents(line.before_litres))));
  const columns: Column<Line>[] = [
    { id: "number", title: t("people.number"), cell: (line) => line.number },
    { id: "name", title: t("people.name"), gives: true, cell: (line) => line.name ?? "–" },
    { id: "centre", title: t("centre"), minor: true, cell: (line) => line.centre },
    { id: "bar", title: t("people.bars"), minor: true, width: "28%", cell: (line) => <Bars now={cents(line.litres) / most} before={cents(line.before_litres) / most} /> },
    { id: "litres", title: t("litres"), figure: true, cell: (line) => <Litres value={line.litres} /> },
    { id: "before", title: t("people.before"), figure: true, minor: true, cell: (line) => <Litres value={line.before_litres} /> },
    { id: "change", title: t("people.change"), figure: true, cell: (line) => <Change percent={line.change_percent} /> },
  ];
  return <DataTable caption={title} columns={columns} rows={lines} rowKey={(line) => line.number} to={(line) => `/members/${line.number}`} />;
}

/** The figures stand beside it; what was before is grey behind. */
function Bars({ now, before }: { now: number; before: number }) {
  return (
    <span className={styles.bars} aria-hidden="true">
      <span className={styles.barBefore} style={{ width: `${before * 100}%` }} /><span className={styles.barNow} style={{ width: `${now * 100}%` }} />
    </span>
  );
}

function Change({ percent }: { percent: string | null }) {
  const t = useWords("insights");
  if (percent === null) return <>{t("people.new")}</>;
  const falls = percent.startsWith("-");
  const whole = Math.round(Math.abs(Number(percent)));
  return <span className={falls ? styles.falls : styles.rises}>{falls ? "−" : "+"}{whole.toLocaleString("en-KE")} %</span>;
}
