/** What the member owes: taken, remaining, and how it is taken. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { SegmentedControl, Stack } from "@mantine/core";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { useDraw } from "../draw";
import type { TabProps } from "../Member";
import styles from "../members.module.css";

type Charge = Schemas["Charge"];
const STATES = ["open", "ended", "all"] as const;

export default function Charges({ member: { number } }: TabProps) {
  const t = useWords("members");
  const [search, setSearch] = useSearchParams();
  const chosen = STATES.find((one) => one === search.get("state")) ?? "open";
  const query = { limit: 50, ...(chosen === "all" ? {} : { state: chosen }) };
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/charges", { params: { path: { number }, query } }, PAGES);
  const { rows, more } = useDraw(asked);
  const columns: Column<Charge>[] = [
    { id: "kind", title: t("charges.kind"), cell: (one) => t(`charges.kinds.${one.kind}`) },
    { id: "text", title: t("charges.text"), gives: true, cell: (one) => <span className={styles.said}>{[one.text, one.creditor].filter(Boolean).join(" · ")}</span> },
    { id: "since", title: t("charges.since"), minor: true, cell: (one) => <Day date={one.starts} /> },
    { id: "basis", minor: true, title: t("charges.basis"), cell: (one) => <Basis charge={one} /> },
    { id: "state", title: t("milk.state"), cell: (one) => <span className={styles.whole}>{one.proposed_by ? <State of="proposed" /> : <State of={one.state} tone={one.state === "open" ? "open" : "calm"} />}</span> },
    { id: "taken", title: t("charges.taken"), figure: true, minor: true, cell: (one) => <Money value={one.taken} /> },
    { id: "remaining", title: t("charges.remaining"), figure: true, cell: (one) => (one.remaining ? <Money value={one.remaining} strong /> : <span className={styles.soft}>{t("charges.standing")}</span>) },
  ];
  return (
    <Stack>
      <SegmentedControl className={styles.start ?? ""} value={chosen} aria-label={t("milk.state")} onChange={(state) => setSearch({ tab: "charges", ...(state === "open" ? {} : { state }) }, { replace: true })}
        data={STATES.map((value) => ({ value, label: t(`charges.states.${value}`) }))} />
      <Panel title={t("tabs.charges")} flush>
        <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("charges.none")} text={t("charges.noneText")} /></div> }}>
          {(found) => <DataTable caption={t("tabs.charges")} columns={columns} rows={found} rowKey={(one) => one.id} to={(one) => `/charges/${one.id}`} more={more} />}
        </Ask>
      </Panel>
    </Stack>
  );
}

function Basis({ charge: { basis, rate, share_percent } }: { charge: Charge }) {
  const t = useWords("members");
  if (basis === "share") return <>{t("charges.bases.share", { percent: String(Number(share_percent ?? 0)) })}</>;
  return <>{rate ? <Money value={rate} /> : null} {t(`charges.bases.${basis}`)}</>;
}
