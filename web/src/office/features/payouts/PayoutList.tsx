/** Payouts as a table: whom, how much, by which way, how it stands and why, with the receipt. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { api, PAGES } from "@shared/api/client";
import { Money } from "@shared/figures/Figures";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { useCode } from "./CodeOf";
import type { Payout, PayoutState } from "./payout";
import styles from "./payouts.module.css";

export function PayoutList({ run, state }: { run: string; state: PayoutState }) {
  const t = useWords("payouts");
  const asked = api.useInfiniteQuery("get", "/api/v1/payouts", { params: { query: { run, state, limit: 100 } } }, PAGES);
  const rows = asked.data?.pages.flatMap((page) => page.items);
  const title = t(`stateNames.${state}`);
  return (
    <Panel title={title} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("list.none")} /></div> }}>
        {(found) => <Rows caption={title} payouts={found} more={asked.hasNextPage && !asked.isFetchingNextPage ? () => void asked.fetchNextPage() : undefined} />}
      </Ask>
    </Panel>
  );
}

export function Rows({ caption, payouts, more }: { caption: string; payouts: Payout[]; more?: (() => void) | undefined }) {
  const t = useWords("payouts");
  const columns: Column<Payout>[] = [
    { id: "member", title: t("member"), cell: (one) => (one.parts > 1 ? t("list.part", { member: one.member, part: one.part, parts: one.parts }) : one.member) },
    { id: "amount", title: t("amount"), figure: true, width: "18ch", cell: (one) => <Money value={one.amount} strong /> },
    { id: "state", title: t("state"), gives: true, cell: (one) => <><State of={one.state} at={sinceOf(one)} />{hasReason(one) ? <div className={styles.onPhone}><Reason payout={one} /></div> : null}</> },
    ...(payouts.some((one) => one.state !== "paid") ? [{ id: "why", title: t("list.why"), minor: true, cell: (one: Payout) => <Reason payout={one} /> }] : []),
    { id: "channel", title: t("list.channel"), minor: true, cell: (one) => <span className={styles.line}>{t(`channel.${one.channel}`)}</span> },
    ...(payouts.some((one) => one.receipt) ? [{ id: "receipt", title: t("receipt"), cell: (one: Payout) => one.receipt ?? <span className={styles.soft}>–</span> }] : []),
  ];
  return <DataTable caption={caption} columns={columns} rows={payouts} rowKey={(one) => one.id} to={(one) => `/payouts/${one.id}`} rowHeight={41} more={more} />;
}

/** Since when it is in its state, of those states that wait for something. */
export function sinceOf(payout: Payout): string | null {
  if (payout.state === "paid") return payout.paid_at;
  if (payout.state === "accepted") return payout.accepted_at;
  return payout.state === "requested" || payout.state === "held" ? payout.requested_at : (payout.submitted_at ?? payout.requested_at);
}

const hasReason = (payout: Payout) => payout.state === "held" || payout.state === "failed" || payout.proposed_outcome !== null;

export function Reason({ payout }: { payout: Payout }) {
  const t = useWords("payouts");
  if (payout.state === "held") return <>{t(`cause.${payout.cause ?? "by_hand"}`, { defaultValue: payout.reason ?? "" })}</>;
  if (payout.state === "failed") return <Failed payout={payout} />;
  if (payout.proposed_outcome) return <>{t("list.proposed")}</>;
  return <span className={styles.soft}>–</span>;
}

/** In the reader's language where the code is known; else as M-Pesa put it. */
function Failed({ payout: { code, reason } }: { payout: Payout }) {
  return <>{[code, useCode(code)?.meaning ?? reason].filter(Boolean).join(": ")}</>;
}
