/** Every fact of the ledger, the newest first: by kind, by who did it, by what it is about, by days. */
import { Button } from "@mantine/core";
import { Ask } from "@office/parts/Ask";
import { DataTable } from "@office/parts/DataTable";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, PAGES, type Schemas } from "@shared/api/client";
import { Count } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useSearchParams } from "react-router";

import { Filters } from "./Filters";
import { Frame } from "./Frame";
import { useFactColumns } from "./columns";
import styles from "./audit.module.css";
import { askedIn } from "./asked";

const MANY = 50;

export function Explorer() {
  const t = useWords("audit");
  const [params, setParams] = useSearchParams();
  const query = askedIn(params);
  const asked = api.useInfiniteQuery("get", "/api/v1/facts", { params: { query: { ...query, limit: MANY } } }, PAGES);
  const pages = asked.data?.pages;
  const facts = pages?.flatMap((page) => page.items);
  const more = asked.hasNextPage && !asked.isFetchingNextPage && !asked.isFetchNextPageError ? () => void asked.fetchNextPage() : undefined;
  return (
    <Frame>
      <Filters asked={query} />
      <Panel flush>
        <Ask asked={{ ...asked, data: facts }} waiting={<Waiting rows={8} height={44} />}
          empty={{ when: (all) => all.length === 0 && !asked.hasNextPage, show: <div className={styles.pad}><Empty title={t("noFacts")} text={t("noFactsText")}><Button variant="default" onClick={() => setParams({})}>{t("all")}</Button></Empty></div> }}>
          {(all) => <Facts facts={all} more={more} />}
        </Ask>
        <p className={styles.end} role="status">{asked.hasNextPage ? <>{t("lookedTo")} <Count value={pages?.at(-1)?.scanned_to ?? 0} /></> : facts?.length ? t("thatIsAll") : null}</p>
      </Panel>
    </Frame>
  );
}

function Facts({ facts, more }: { facts: readonly Schemas["FactItem"][]; more: (() => void) | undefined }) {
  const t = useWords("audit");
  const columns = useFactColumns();
  return <DataTable caption={t("way.facts")} columns={columns} rows={facts} rowKey={(fact) => String(fact.position)} to={(fact) => `/audit/facts/${fact.position}`} more={more} />;
}
