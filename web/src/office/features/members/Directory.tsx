/** All members: searched as one types, by centre, and those where something waits for an official. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { Waiting } from "@office/parts/Waiting";
import { Button, Select, TextInput } from "@mantine/core";
import { useMay, useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { IconFileImport, IconSearch, IconUserPlus } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";

import { pageOf, useCentres, type Entry } from "./member";
import { KINDS } from "./import/kinds";
import { StandingBadges } from "./StandingBadges";
import { useDirectory, type Attention } from "./useDirectory";
import { useTyped } from "./useTyped";
import styles from "./members.module.css";

const ATTENTION: readonly Attention[] = ["proposed", "name-differs"];
const isAttention = (word: string | null): word is Attention => ATTENTION.some((one) => one === word);

export function Directory() {
  const t = useWords("members");
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped, state] = useTyped();
  const { all } = useCentres();
  const centre = search.get("centre") ?? undefined;
  const wanted = search.get("attention");
  const attention = isAttention(wanted) ? wanted : undefined;
  const asked = useDirectory(typed, { centre, attention });
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true, state });
  };
  const filtered = typed.trim() !== "" || centre !== undefined || attention !== undefined;
  const count = asked.data?.length ?? 0;
  return (
    <Page title={t("title")} actions={<Ways />}>
      <search className={styles.filters}>
        <TextInput type="search" label={t("search")} placeholder={t("searchBy")} value={typed} autoComplete="off"
          leftSection={<IconSearch size={18} aria-hidden />} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Select label={t("centre")} placeholder={t("everyCentre")} value={centre ?? null} clearable searchable data={all.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          onChange={(value) => set("centre", value)} clearButtonProps={{ "aria-label": t("everyCentre") }} />
        <Select label={t("attention")} placeholder={t("everyMember")} value={attention ?? null} clearable data={ATTENTION.map((value) => ({ value, label: t(`attentions.${value}`) }))}
          onChange={(value) => set("attention", value)} clearButtonProps={{ "aria-label": t("everyMember") }} />
      </search>
      <Panel flush>
        <p className="only-read" role="status">{asked.data && !asked.isBehind ? t(asked.hasNextPage ? "foundMore" : "found", { count }) : ""}</p>
        <Ask asked={asked} waiting={<div className={styles.inset}><Waiting rows={12} /></div>}
          empty={{ when: (rows) => rows.length === 0, show: <div className={styles.inset}><Nobody filtered={filtered} attention={attention} /></div> }}>
          {(rows) => (
            <Rows rows={rows} more={asked.hasNextPage && !asked.isFetchingNextPage ? () => void asked.fetchNextPage() : undefined} />
          )}
        </Ask>
      </Panel>
    </Page>
  );
}

function Nobody({ filtered, attention }: { filtered: boolean; attention: Attention | undefined }) {
  const t = useWords("members");
  const may = useMay("members.register");
  if (attention) return <Empty title={t("none.attention")} text={t("none.attentionText")} />;
  if (filtered) return <Empty title={t("none.found")} text={t("none.foundText")} />;
  return <Empty title={t("none.members")} text={may ? t("none.membersText") : t("none.askClerk")} />;
}

function Rows({ rows, more }: { rows: Entry[]; more: (() => void) | undefined }) {
  const t = useWords("members");
  const { name } = useCentres();
  const columns: Column<Entry>[] = [
    { id: "number", title: t("number"), cell: (one) => one.number },
    { id: "name", title: t("name"), cell: (one) => one.name ?? <span className={styles.soft}>{t(one.erased ? "forgotten" : "hidden")}</span> },
    { id: "centre", minor: true, title: t("centre"), cell: (one) => name(one.centre) },
    { id: "phone", title: t("phone"), cell: (one) => (one.phone ? phone(one.phone) : <span className={styles.soft}>–</span>) },
    { id: "channel", minor: true, title: t("paidBy"), cell: (one) => t(`channels.${one.pay_channel}`) },
    { id: "standing", title: t("standing"), cell: (one) => <StandingBadges member={one} /> },
  ];
  return <DataTable caption={t("title")} columns={columns} rows={rows} rowKey={(one) => one.number} to={(one) => pageOf(one.number)} rowHeight={41} more={more} />;
}

function Ways() {
  const t = useWords("members");
  const { may } = useSession();
  return (
    <>
      {KINDS.some(({ permission }) => may(permission)) ? <Button component={Link} to="/members/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>{t("import")}</Button> : null}
      {may("members.register") ? <Button component={Link} to="/members/register" leftSection={<IconUserPlus size={18} aria-hidden />}>{t("register")}</Button> : null}
    </>
  );
}
