/** What members were told: each message with how it stands, and what the month's messages cost. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { memberOf } from "@office/parts/about";
import { MemberNumber } from "@office/parts/MemberNumber";
import { MESSAGE_KINDS } from "@office/parts/message/kinds";
import { MessageTable, STATES } from "@office/parts/MessageTable";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { Button, Select } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useMemo } from "react";
import { useSearchParams } from "react-router";

import { Costs } from "./Costs";
import styles from "./messages.module.css";

export default function Messages() {
  const t = useWords("messages");
  const m = useWords("message");
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state"));
  const kind = MESSAGE_KINDS.find((one) => one === search.get("kind"));
  const member = memberOf(search.get("member") ?? "") ?? "";
  const query = { limit: 100, ...(kind ? { kind } : {}), ...(state ? { state } : {}), ...(member ? { member } : {}) };
  const asked = api.useInfiniteQuery("get", "/api/v1/messages", { params: { query } }, PAGES);
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const filtered = kind !== undefined || state !== undefined || member !== "";
  return (
    <Page title={t("title")}>
      <Costs month={search.get("month")} choose={(month) => set("month", month)} />
      <search className={styles.filters}>
        <Select label={t("kind")} placeholder={t("everyKind")} clearable searchable nothingFoundMessage={t("noKind")} value={kind ?? null} clearButtonProps={{ "aria-label": t("everyKind") }} data={MESSAGE_KINDS.map((value) => ({ value, label: m(`kinds.${value}`) }))} onChange={(value) => set("kind", value)} />
        <Select label={t("state")} placeholder={t("everyState")} clearable value={state ?? null} clearButtonProps={{ "aria-label": t("everyState") }} data={STATES.map((value) => ({ value, label: m(`states.${value}`) }))} onChange={(value) => set("state", value)} />
        <MemberNumber key={member} label={t("member")} placeholder={t("memberText")} value={member} set={(number) => set("member", number)} form={styles.member}>
          <Button type="submit" variant="default">{t("show")}</Button>
        </MemberNumber>
      </search>
      <Panel title={t("list")} flush>
        <Ask asked={{ ...asked, data: rows }} waiting={<div className={styles.inset}><Waiting rows={10} /></div>}
          empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t(filtered ? "noneFound" : "none")} text={t(filtered ? "noneFoundText" : "noneText")} /></div> }}>
          {(found) => <MessageTable caption={t("list")} rows={found} whose more={asked.hasNextPage && !asked.isFetchingNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Page>
  );
}
