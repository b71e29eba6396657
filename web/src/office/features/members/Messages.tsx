/** Which messages the member wants, and what was sent. */
import { NeedsRight } from "@office/parts/NeedsRight";
import { MessageTable } from "@office/parts/MessageTable";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Stack } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { useDraw } from "./draw";
import type { TabProps } from "./Member";
import { MessageChoice } from "./MessageChoice";
import styles from "./members.module.css";

export default function Messages({ member }: TabProps) {
  const t = useWords("members");
  const may = useMay("messages.read");
  return (
    <Stack gap="lg">
      <MessageChoice member={member} />
      {may ? <Sent number={member.number} /> : <Panel title={t("sent.title")}><NeedsRight permission="messages.read" /></Panel>}
    </Stack>
  );
}

function Sent({ number }: { number: string }) {
  const t = useWords("members");
  const asked = api.useInfiniteQuery("get", "/api/v1/messages", { params: { query: { member: number, limit: 50 } } }, PAGES);
  const { rows, more } = useDraw(asked);
  return (
    <Panel title={t("sent.title")} flush>
      <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("sent.none")} text={t("sent.noneText")} /></div> }}>
        {(found) => <MessageTable caption={t("sent.title")} rows={found} more={more} />}
      </Ask>
    </Panel>
  );
}
