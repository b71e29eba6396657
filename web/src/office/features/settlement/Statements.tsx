/** Every statement of a run; `?by=deducted` leaves those of which that figure is made. */
import { memberOf } from "@office/parts/about";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { BackTo } from "@office/parts/Ways";
import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { isNone, minus, type Money as Amount } from "./run";
import styles from "./settlement.module.css";

type Statement = Schemas["Statement"];
const BY = {
  milk: (one: Statement) => one.milk, premium: (one: Statement) => one.premium, adjustments: (one: Statement) => one.adjustments,
  carriedIn: (one: Statement) => one.carried_in, deducted: (one: Statement) => minus(one.deducted), saved: (one: Statement) => minus(one.saved),
  carriedOut: (one: Statement) => minus(one.carried_out),
} satisfies Record<string, (one: Statement) => Amount>;
type By = keyof typeof BY;
const isBy = (name: string | null): name is By => name !== null && name in BY;

export function Statements() {
  const t = useWords("settlement");
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const by = search.get("by");
  const run = api.useQuery("get", "/api/v1/settlements/{id}", { params: { path: { id } } });
  const asked = api.useInfiniteQuery("get", "/api/v1/settlements/{id}/statements", { params: { path: { id }, query: { limit: 200 } } }, PAGES);
  const all = asked.data?.pages.flatMap((page) => page.items);
  const shown = isBy(by) ? all?.filter((one) => !isNone(BY[by](one))) : all;
  return (
    <Page title={run.data ? t("statement.all", { period: run.data.period }) : t("statements")} above={<BackTo to={`/settlements/${id}`}>{t("run.back")}</BackTo>}>
      <Group align="end" gap="md">
        <Find run={id} />
        <NativeSelect label={t("statement.only")} value={isBy(by) ? by : ""} onChange={({ currentTarget: { value } }) => setSearch(value ? { by: value } : {}, { replace: true })}
          data={[{ value: "", label: t("statement.everyone") }, ...Object.keys(BY).map((value) => ({ value, label: t(`totals.${value}`) }))]} />
      </Group>
      <Panel flush>
        <p className={`${styles.soft} ${styles.inset}`}>{t("statement.shillings")}</p>
        <Ask asked={{ ...asked, data: shown }} empty={{ when: (found) => found.length === 0 && !asked.hasNextPage, show: <div className={styles.inset}><Empty title={t("statement.none")} /></div> }}>
          {(found) => <List run={id} statements={found} by={isBy(by) ? by : null} more={asked.hasNextPage && !asked.isFetchingNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Page>
  );
}

function List({ run, statements, by, more }: { run: string; statements: Statement[]; by: By | null; more: (() => void) | undefined }) {
  const t = useWords("settlement");
  const sums = (by ? [by] : Object.keys(BY).filter(isBy)).map((name): Column<Statement> => ({
    id: name, title: t(`totals.${name}`), figure: true, cell: (one) => <Quiet value={BY[name](one)} />,
  }));
  const columns: Column<Statement>[] = [
    { id: "member", title: t("member"), cell: (one) => one.member },
    { id: "litres", title: t("litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
    ...sums,
    { id: "net", title: t("totals.net"), figure: true, stays: true, cell: (one) => <Money value={one.net} strong /> },
  ];
  return <DataTable caption={t("statements")} columns={columns} rows={statements} rowKey={(one) => one.id} rowHeight={41} dense
    to={(one) => `/settlements/${run}/statements/${one.member}`} more={more} />;
}

/** Nothing is a dash: what is something stands out. */
const Quiet = ({ value }: { value: Amount }) => (isNone(value) ? <span className={styles.soft}>–</span> : <Money value={value} />);

function Find({ run }: { run: string }) {
  const t = useWords("settlement");
  const p = useWords("parts");
  const go = useNavigate();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = memberOf(typed);
    setWrong(number === null && typed.trim() !== "");
    if (number) void go(`/settlements/${run}/statements/${encodeURIComponent(number)}`);
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="xs">
        <TextInput label={t("statement.find")} placeholder="0042" autoComplete="off" maxLength={16} value={typed} error={isWrong ? p("wrongMember") : undefined} onChange={(event) => setTyped(event.currentTarget.value)} w={180} />
        <Button type="submit" variant="default">{t("statement.show")}</Button>
      </Group>
    </form>
  );
}
