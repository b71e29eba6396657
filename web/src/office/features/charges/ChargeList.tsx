/** Charges by member, kind, creditor and state; those with a change that waits for a second official. */
import { memberOf } from "@office/parts/about";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { MemberNumber } from "@office/parts/MemberNumber";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button, Select } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link, useSearchParams } from "react-router";

import { KINDS, type Charge } from "./charge";
import styles from "./charges.module.css";
import { ChargeProposal } from "./ChargeProposal";
import { Frame } from "./Frame";
import { KindsOwed } from "./KindsOwed";
import { Terms } from "./Terms";

const STATES = ["open", "proposed", "ended"] as const;

export function ChargeList() {
  const t = useWords("charges");
  const makes = useMay("charges.make");
  const [search] = useSearchParams();
  const [member, creditor] = [memberOf(search.get("member") ?? "") ?? "", search.get("creditor") ?? ""];
  const kind = KINDS.find((one) => one === search.get("kind"));
  const state = STATES.find((one) => one === search.get("state"));
  const chosen = Boolean(member || creditor || kind || state);
  const query = {
    limit: 100, ...(member ? { member } : {}), ...(creditor ? { creditor } : {}), ...(kind ? { kind } : {}),
    ...(state === "proposed" ? { proposed: true } : state ? { state } : {}),
  };
  const asked = api.useInfiniteQuery("get", "/api/v1/charges", { params: { query } }, PAGES);
  const items = asked.data?.pages.flatMap((page) => page.items);
  return (
    <Frame title={t("title")} actions={makes ? <Button component={Link} to="/charges/new">{t("new.title")}</Button> : null}>
      <KindsOwed member={member} />
      <Filters />
      <Ask asked={{ ...asked, data: items }} waiting={<Waiting rows={8} height={36} />}
        empty={{ when: (found) => found.length === 0, show: <Panel><Empty title={t(chosen ? "noneFound" : "none")} text={t(chosen ? "noneFoundText" : "noneText")} /></Panel> }}>
        {(found) => (state === "proposed"
          ? <Panel title={t("waits")}><div className={styles.proposals}>{found.map((charge) => <ChargeProposal key={charge.id} charge={charge} look />)}</div></Panel>
          : <List charges={found} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />)}
      </Ask>
    </Frame>
  );
}

function Filters() {
  const t = useWords("charges");
  const [search, setSearch] = useSearchParams();
  const member = memberOf(search.get("member") ?? "") ?? "";
  const creditors = api.useQuery("get", "/api/v1/creditors");
  const set = (name: string, value: string | null) => setSearch((now) => {
    const next = new URLSearchParams(now);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  return (
    <search className={`${styles.filters} no-print`}>
      <MemberNumber key={member} label={t("member")} value={member} set={(number) => set("member", number)} />
      <Select label={t("kind")} clearable clearButtonProps={{ "aria-label": t("clear") }} placeholder={t("every")} data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} value={search.get("kind")} onChange={(value) => set("kind", value)} />
      <Select label={t("creditor")} clearable clearButtonProps={{ "aria-label": t("clear") }} placeholder={t("every")} data={creditors.data?.items.map((one) => ({ value: one.code, label: one.name })) ?? []} value={search.get("creditor")} onChange={(value) => set("creditor", value)} />
      <Select label={t("state")} clearable clearButtonProps={{ "aria-label": t("clear") }} placeholder={t("every")} data={STATES.map((value) => ({ value, label: t(`states.${value}`) }))} value={search.get("state")} onChange={(value) => set("state", value)} />
    </search>
  );
}

function List({ charges, more }: { charges: readonly Charge[]; more: (() => void) | undefined }) {
  const t = useWords("charges");
  const columns: Column<Charge>[] = [
    { id: "text", title: t("text"), gives: true, cell: (charge) => <>{charge.text} <span className={styles.narrow}>{charge.member}</span></> },
    { id: "member", title: t("member"), minor: true, cell: (charge) => <Link to={`/members/${charge.member}`} className={styles.link}>{charge.member}</Link> },
    { id: "kind", title: `${t("kind")} · ${t("creditor")}`, minor: true, cell: (charge) => <>{t(`kinds.${charge.kind}`)}{charge.creditor ? <span className={styles.nothing}> · {charge.creditor}</span> : null}</> },
    { id: "terms", title: t("taken"), minor: true, cell: (charge) => <Terms of={charge} /> },
    { id: "starts", title: t("starts"), minor: true, cell: (charge) => <Day date={charge.starts} short /> },
    { id: "state", title: t("state"), cell: (charge) => (charge.proposed_change ? <State of="proposed" /> : <State of={charge.state === "ended" ? "done" : "open"} />) },
    { id: "arrears", title: t("arrears"), figure: true, minor: true, cell: (charge) => (cents(charge.arrears.amount) === 0 ? <span className={styles.nothing}>–</span> : <Money value={charge.arrears} />) },
    { id: "remaining", title: t("remaining"), figure: true, stays: true, cell: (charge) => (charge.remaining ? <Money value={charge.remaining} strong /> : t("endless")) },
  ];
  return <Panel flush><DataTable caption={t("title")} columns={columns} rows={charges} rowKey={(charge) => charge.id} rowHeight={41} to={(charge) => `/charges/${charge.id}`} more={more} /></Panel>;
}
