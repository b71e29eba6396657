/** Members whose lost access waits for a second official, the oldest first. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Forbidden } from "@office/parts/Forbidden";
import { Page } from "@office/parts/Page";
import { Panel } from "@office/parts/Panel";
import { Button, Stack } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Recovery } from "./access/Recovery";
import { Back } from "./Back";
import { useDraw } from "./draw";
import { pageOf } from "./member";

export default function LostAccess() {
  const may = useMay("access.read");
  return may ? <Waiting /> : <Forbidden permissions={["access.read"]} />;
}

function Waiting() {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/access-recoveries", { params: { query: { limit: 50 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  return (
    <Page title={t("recovery.list")} above={<Back />}>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <Empty title={t("recovery.none")} text={t("recovery.noneText")} /> }}>
        {(found) => (
          <Stack>
            {found.map((one) => <Panel key={one.member} title={t("numbered", { number: one.member })} beside={<Link to={`${pageOf(one.member)}?tab=access`}>{t("new.open", { number: one.member })}</Link>}><Recovery recovery={one} /></Panel>)}
            {more ? <div><Button variant="default" onClick={more}>{t("showMore")}</Button></div> : null}
          </Stack>
        )}
      </Ask>
    </Page>
  );
}
