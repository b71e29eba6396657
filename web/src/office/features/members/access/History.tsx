/** How the member got in, and who changed the access. */
import { AccessHistory } from "@office/parts/AccessHistory";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { api, PAGES } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

import { useDraw } from "../draw";
import styles from "../members.module.css";

export function History({ number }: { number: string }) {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/access", { params: { path: { number }, query: { limit: 50 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  return (
    <Panel title={t("history.title")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("history.none")} text={t("history.noneText")} /></div> }}>
        {(found) => <AccessHistory caption={t("history.title")} rows={found} more={more} />}
      </Ask>
    </Panel>
  );
}
