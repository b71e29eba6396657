/** All that is unusual of one kind in a run, by member. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { BackTo } from "@office/parts/Ways";
import { api, PAGES } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import { FoundItems } from "./Findings";

export function FindingPage() {
  const t = useWords("settlement");
  const { id = "", kind = "" } = useParams();
  const asked = api.useInfiniteQuery("get", "/api/v1/settlements/{id}/report/{finding}", { params: { path: { id, finding: kind }, query: { limit: 100 } } }, PAGES);
  const items = asked.data?.pages.flatMap((page) => page.items);
  const title = t(`unusual.${kind}`, { defaultValue: kind });
  return (
    <Page title={title} above={<BackTo to={`/settlements/${id}`}>{t("run.back")}</BackTo>}>
      <Panel flush>
        <Ask asked={{ ...asked, data: items }} empty={{ when: (found) => found.length === 0, show: <Empty title={t("unusual.none")} /> }}>
          {(found) => <FoundItems caption={title} run={id} items={found} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}
        </Ask>
      </Panel>
    </Page>
  );
}
