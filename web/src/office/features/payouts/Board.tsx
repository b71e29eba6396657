/** The live board: one run's payouts by state with counts and sums, above the list of those that were asked for. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { NativeSelect } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Count, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";

import { Frame } from "./Frame";
import { GROUPS, isGroup, STATES, type Group, type PayoutState } from "./payout";
import { PayoutList } from "./PayoutList";
import styles from "./payouts.module.css";
import { Till } from "./Till";

const SOON_MS = 2_000;
const USUAL: readonly PayoutState[] = ["requested", "submitted", "accepted", "paid"];
type Run = Schemas["Run"];
type Summary = Schemas["PayoutSummary"];
const isMoving = (summary: Summary | undefined) => summary?.groups.some(({ group, count }) => count > 0 && (group === "unsent" || group === "unknown")) ?? false;

export function Board() {
  const t = useWords("payouts");
  const runs = api.useQuery("get", "/api/v1/settlements", { params: { query: { limit: 30 } } });
  const paid = runs.data?.items.filter((run) => run.state === "approved" || run.state === "completed");
  return (
    <Frame>
      <Till />
      <Ask asked={{ ...runs, data: paid }} waiting={<Waiting rows={6} height={40} />}
        empty={{ when: (found) => found.length === 0, show: <Panel><Empty title={t("board.none")} text={t("board.noneText")} /></Panel> }}>
        {(found) => <OfRun runs={found} />}
      </Ask>
    </Frame>
  );
}

function OfRun({ runs }: { runs: Run[] }) {
  const t = useWords("payouts");
  const [search, setSearch] = useSearchParams();
  const run = search.get("run") ?? runs[0]?.id ?? "";
  const asked = api.useQuery("get", "/api/v1/payouts/summary", { params: { query: { run } } }, { refetchInterval: ({ state }) => (isMoving(state.data) ? SOON_MS : false) });
  const group = search.get("group");
  const states = isGroup(group) ? STATES[group] : null;
  const chosen = asked.data?.states.filter((one) => one.count > 0 && (states?.includes(one.state) ?? true)).map((one) => one.state) ?? [];
  const choose = (
    <NativeSelect aria-label={t("board.run")} value={run} onChange={({ currentTarget: { value } }) => setSearch({ run: value })}
      data={runs.map((one) => ({ value: one.id, label: one.period }))} />
  );
  return (
    <>
      <Panel title={t("board.title")} beside={choose}>
        <Ask asked={asked} waiting={<Waiting rows={6} height={32} />}>{(summary) => <Sums summary={summary} chosen={isGroup(group) ? group : null} />}</Ask>
      </Panel>
      {isGroup(group) && asked.data && chosen.length === 0 ? <Panel title={t(`groups.${group}`)}><Empty title={t("list.none")} /></Panel> : null}
      {chosen.filter((state) => isGroup(group) || !USUAL.includes(state)).map((state) => <PayoutList key={state} run={run} state={state} />)}
      {isGroup(group) ? null : chosen.filter((state) => USUAL.includes(state)).map((state) => <Folded key={state} run={run} state={state} />)}
    </>
  );
}

/** What goes its usual way is folded, until somebody asks for it. */
function Folded({ run, state }: { run: string; state: PayoutState }) {
  const t = useWords("payouts");
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(`stateNames.${state}`)}</summary>
      {open ? <PayoutList run={run} state={state} /> : null}
    </details>
  );
}

/** Five groups that add up to what was approved; below each the states of which it is made. */
function Sums({ summary, chosen }: { summary: Summary; chosen: Group | null }) {
  const t = useWords("payouts");
  const to = (group: Group) => `/payouts?run=${summary.run}${chosen === group ? "" : `&group=${group}`}`;
  const statesOf = (group: Group) => summary.states.filter((one) => one.count > 0 && STATES[group].length > 1 && STATES[group].includes(one.state));
  return (
    <>
      <table className={styles.sums} aria-live="polite">
        <caption className="only-read">{t("board.title")}</caption>
        <thead><tr><th scope="col">{t("state")}</th><th scope="col">{t("count")}</th><th scope="col">{t("amount")}</th></tr></thead>
        {GROUPS.map((group) => {
          const sum = summary.groups.find((one) => one.group === group);
          return (
            <tbody key={group}>
              <tr className={`${styles.group} ${group === chosen ? styles.chosen : ""} ${sum?.count ? styles[group] : styles.zero}`}>
                <th scope="row"><Link to={to(group)} aria-current={group === chosen ? "true" : undefined}>{t(`groups.${group}`)}</Link></th>
                <td><Count value={sum?.count ?? 0} /></td>
                <td>{sum ? <Money value={sum.amount} /> : null}</td>
              </tr>
              {statesOf(group).map((one) => <OfState key={one.state} {...one} />)}
            </tbody>
          );
        })}
        {summary.approved ? (
          <tfoot><tr><th scope="row">{t("groups.approved")}</th><td><Count value={summary.approved.count} /></td><td><Money value={summary.approved.amount} /></td></tr></tfoot>
        ) : null}
      </table>
      <p className={summary.balanced === false ? styles.bad : styles.soft}>{t(summary.balanced === false ? "board.unbalanced" : "board.balanced")}</p>
    </>
  );
}

function OfState({ state, count, amount }: { state: PayoutState; count: number; amount: Schemas["Money"] }) {
  const t = useWords("payouts");
  return (
    <tr className={styles.inner}>
      <th scope="row"><State of={state} /> <span className={styles.soft}>{t(`means.${state}`)}</span></th>
      <td><Count value={count} /></td>
      <td><Money value={amount} /></td>
    </tr>
  );
}
