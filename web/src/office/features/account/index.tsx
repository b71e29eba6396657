/** One's own account: where one is signed in, password, second factor, tokens for other systems, how one got in. */
import { Alert, Tabs, Text } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { IconShieldLock } from "@tabler/icons-react";
import { useSearchParams } from "react-router";

import { Page } from "../../parts/Page";
import { AccessTokens } from "./AccessTokens";
import { History } from "./History";
import { Password } from "./Password";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";

const TABS = { sessions: Sessions, password: Password, factor: SecondFactor, tokens: AccessTokens, history: History };
type Tab = keyof typeof TABS;
const isTab = (name: string | null): name is Tab => name !== null && name in TABS;

export default function Account() {
  const t = useWords("account");
  const { who, may } = useSession();
  const [search, setSearch] = useSearchParams();
  const mustSet = who.must_set_second_factor;
  const asked = search.get("tab");
  const tab: Tab = mustSet ? "factor" : isTab(asked) ? asked : "sessions";
  const shown = (Object.keys(TABS) as Tab[]).filter((name) => (mustSet ? name === "factor" : name !== "tokens" || may("tokens.own")));
  const Content = TABS[tab];
  return (
    <Page title={t("title")} beside={<Text c="dimmed">{who.name} · {who.number}</Text>}>
      {mustSet ? <Alert variant="outline" color="yellow" icon={<IconShieldLock aria-hidden />} title={t("mustSet.title")}>{t("mustSet.text")}</Alert> : null}
      <Tabs value={tab} onChange={(name) => setSearch(name && name !== "sessions" ? { tab: name } : {})} keepMounted={false}>
        <Tabs.List mb="md">{shown.map((name) => <Tabs.Tab key={name} value={name}>{t(`tabs.${name}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value={tab}><Content /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}
