/** All that happened to the member's entry, with its proof. */
import { Panel } from "@office/parts/Panel";
import { StoryOf } from "@office/parts/Story";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import type { TabProps } from "./Member";

export default function StoryTab({ member }: TabProps) {
  const t = useWords("members");
  return (
    <Panel title={t("tabs.story")} beside={<Link to={`/audit?about=${encodeURIComponent(member.number)}`}>{t("everyFact")}</Link>}>
      <StoryOf kind="member" id={member.number} />
    </Panel>
  );
}
