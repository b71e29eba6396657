/** What M-Pesa posted to us. What came from a foreign address is held until a manager says it is M-Pesa's own. */
import { Ask } from "@office/parts/Ask";
import { ConfirmMoney } from "@office/parts/ConfirmMoney";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { useMoneyAct } from "@office/parts/useMoneyAct";
import { Button, SegmentedControl } from "@mantine/core";
import { api, client, PAGES, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Since } from "@shared/figures/Figures";
import { State, type Tone } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";

import { Frame } from "./Frame";
import styles from "./payouts.module.css";

type Callback = Schemas["Callback"];
const STATES = ["held", "received", "applied", "unreadable"] as const;
const TONE: Record<Callback["state"], Tone> = { held: "warm", received: "open", applied: "good", unreadable: "bad" };
const MEANS: Record<Callback["state"], string> = { held: "held", received: "waiting", applied: "done", unreadable: "unknown" };

export default function Messages() {
  const t = useWords("payouts");
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state")) ?? "held";
  const asked = api.useInfiniteQuery("get", "/api/v1/callbacks", { params: { query: { state, limit: 50 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const columns: Column<Callback>[] = [
    { id: "about", title: t("callback.about"), cell: (one) => (one.topic === "payout" && one.about ? <Link to={`/payouts/${one.about}`} className={styles.link}>{t("callback.payout")}</Link> : t(`callback.${one.topic}`)) },
    { id: "kind", title: t("callback.kind"), cell: (one) => t(`callback.kinds.${one.kind}`) },
    { id: "state", title: t("state"), cell: (one) => <State of={MEANS[one.state]} tone={TONE[one.state]} /> },
    { id: "note", title: t("callback.note"), cell: (one) => one.note || "–" },
    { id: "source", title: t("callback.source"), cell: (one) => <span className={styles.code}>{one.source}</span> },
    { id: "at", title: t("callback.at"), cell: (one) => <Since at={one.last_at} /> },
    { id: "acts", title: <span className="only-read">{t("acts.title")}</span>, cell: (one) => (one.state === "held" ? <Accept callback={one} /> : null) },
  ];
  return (
    <Frame title={t("callback.title")}>
      <SegmentedControl aria-label={t("state")} value={state} onChange={(value) => setSearch({ state: value }, { replace: true })} data={STATES.map((value) => ({ value, label: t(`callback.states.${value}`) }))} className={styles.start} />
      <Panel flush>
        <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t(`callback.none.${state}`)} text={state === "held" ? t("callback.noneText") : ""} /></div> }}>
          {(found) => <DataTable caption={t("callback.title")} columns={columns} rows={found} rowKey={(one) => String(one.number)} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Frame>
  );
}

function Accept({ callback }: { callback: Callback }) {
  const t = useWords("payouts");
  const [asking, setAsking] = useState(false);
  const accept = useMoneyAct((given: { callback: number }, headers) => client.POST("/api/v1/callbacks/{callback}/acceptance", { params: { path: given }, headers }), () => setAsking(false));
  const asked = api.useQuery("get", "/api/v1/callbacks/{callback}", { params: { path: { callback: callback.number } } }, { enabled: asking });
  if (!useMay("callbacks.accept")) return <span className={styles.soft}>{t("acts.no-right")}</span>;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>{t("callback.look")}</Button>
      <ConfirmMoney opened={asking} onClose={() => setAsking(false)} title={t("callback.question")} verb={t("callback.accept")} danger other={{ as: t("callback.source"), name: callback.source }}
        onConfirm={() => accept.mutate({ callback: callback.number })} pending={accept.isPending} problem={accept.error ?? undefined}>
        <p>{t("callback.follows")}</p>
        <Ask asked={asked}>{(found) => <pre className={styles.body}>{JSON.stringify(found.body, null, 2)}</pre>}</Ask>
      </ConfirmMoney>
    </>
  );
}
