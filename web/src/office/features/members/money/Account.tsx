/** The statement of account with its running balance, and the personal ledger to print or take along. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { usePriceRule } from "@office/parts/pricerule/usePriceRule";
import { useTopicName } from "@office/parts/story/names";
import { Tally } from "@office/parts/Tally";
import { Waiting } from "@office/parts/Waiting";
import { SegmentedControl, Stack } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Litres, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link, useSearchParams } from "react-router";

import { useDraw } from "../draw";
import type { TabProps } from "../Member";
import styles from "../members.module.css";
import { Books } from "./Books";
import { LedgerPapers } from "./LedgerPapers";

type Line = Schemas["AccountLine"];
const BOOKS = ["milk", "savings", "books"] as const;

export default function Account({ member: { number } }: TabProps) {
  const t = useWords("members");
  const [search, setSearch] = useSearchParams();
  const book = BOOKS.find((one) => one === search.get("book")) ?? "milk";
  return (
    <Stack gap="lg">
      <Balance number={number} />
      <LedgerPapers number={number} />
      <SegmentedControl className={styles.start ?? ""} value={book} aria-label={t("account.book")} onChange={(next) => setSearch({ tab: "account", ...(next === "milk" ? {} : { book: next }) }, { replace: true })}
        data={BOOKS.map((value) => ({ value, label: t(`account.books.${value}`) }))} />
      {book === "books" ? <Books number={number} /> : <Lines number={number} account={book} />}
    </Stack>
  );
}

function Balance({ number }: { number: string }) {
  const t = useWords("members");
  const asked = api.useQuery("get", "/api/v1/members/{number}/balance", { params: { path: { number } } });
  return (
    <Ask asked={asked} waiting={<Waiting rows={1} height={48} />}>
      {(balance) => (
        <Tally>
          {(["owed", "saved", "held", "on_way", "paid"] as const).map((name) => (
            <div key={name}><dt>{t(`account.${name}`)}</dt><dd><Money value={balance[name]} /></dd></div>
          ))}
        </Tally>
      )}
    </Ask>
  );
}

function Lines({ number, account }: { number: string; account: "milk" | "savings" }) {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/account", { params: { path: { number }, query: { account, newest_first: true, limit: 100 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  const columns: Column<Line>[] = [
    { id: "date", title: t("milk.day"), cell: (one) => <DayCell date={one.date} /> },
    { id: "text", title: t("account.what"), gives: true, cell: (one) => <What line={one} /> },
    { id: "litres", title: t("milk.litres"), figure: true, minor: true, cell: (one) => (cents(one.litres) === 0 ? "" : <Litres value={one.litres} />) },
    { id: "amount", title: t("account.amount"), figure: true, cell: (one) => <Money value={one.amount} /> },
    { id: "balance", title: t("account.balance"), figure: true, stays: true, cell: (one) => <Money value={one.balance} strong /> },
  ];
  return (
    <Panel title={t(`account.books.${account}`)} flush>
      <Ask asked={{ ...asked, data: rows }} waiting={<div className={styles.inset}><Waiting rows={8} /></div>} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("account.none")} text={t("account.noneText")} /></div> }}>
        {(found) => <DataTable caption={t(`account.books.${account}`)} columns={columns} rows={found} rowKey={(one) => `${one.position}-${one.number}-${one.part}`} rowHeight={41} more={more} />}
      </Ask>
    </Panel>
  );
}

const LEADS: Record<string, string> = { delivery: "/deliveries/", payout: "/payouts/", charge: "/charges/" };

/** Each line leads to what it is about, where that has a page. */
function What({ line }: { line: Line }) {
  const t = useWords("members");
  const [topicName, say] = [useTopicName(), usePriceRule()];
  const leads = LEADS[line.kind.split(".")[0] ?? ""];
  const text = say(line.text).replace(/\b(?:AM|MID|PM)\b/g, (shift) => t(`shifts.${shift}`).toLowerCase());
  const words = [topicName(line.kind), text].filter(Boolean).join(" · ");
  return <span className={styles.said}>{leads ? <Link to={leads + line.about}>{words}</Link> : words}</span>;
}
