/** One member: who it is and how it stands, and behind tabs all that the books have. */
import { Ask } from "@office/parts/Ask";
import { Forbidden } from "@office/parts/Forbidden";
import { Page } from "@office/parts/Page";
import { useOpenInSight } from "@office/parts/useOpenInSight";
import { Waiting } from "@office/parts/Waiting";
import { Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { asProblem } from "@shared/api/problem";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { lazy, Suspense, type ComponentType } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { Back } from "./Back";
import { pageOf, useCentres, type Whole } from "./member";
import { Profile } from "./profile/Profile";
import { StandingBadges } from "./StandingBadges";
import styles from "./members.module.css";

export type TabProps = { member: Whole };
type Tab = { name: string; permission: string; content: ComponentType<TabProps> };

const TABS: readonly Tab[] = [
  { name: "profile", permission: "members.read", content: Profile },
  { name: "milk", permission: "deliveries.read", content: lazy(() => import("./milk/Milk")) },
  { name: "statements", permission: "balances.read", content: lazy(() => import("./money/Statements")) },
  { name: "charges", permission: "charges.read", content: lazy(() => import("./money/Charges")) },
  { name: "account", permission: "balances.read", content: lazy(() => import("./money/Account")) },
  { name: "messages", permission: "members.read", content: lazy(() => import("./Messages")) },
  { name: "access", permission: "members.read", content: lazy(() => import("./access/Access")) },
  { name: "privacy", permission: "members.read", content: lazy(() => import("./privacy/Privacy")) },
  { name: "story", permission: "facts.read", content: lazy(() => import("./StoryTab")) },
];

export default function Member() {
  const t = useWords("members");
  const { "*": number = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/members/{number}", { params: { path: { number } } });
  const page = <Ask asked={asked} waiting={<Waiting rows={10} />}>{(member) => <MemberPage member={member} />}</Ask>;
  const isForbidden = asked.error && asProblem(asked.error).kind === "forbidden";
  // Until the name is known, and where there is no such member, the way back is there all the same.
  return asked.data || isForbidden ? page : <Page title={t("numbered", { number })} above={<Back />}>{page}</Page>;
}

function MemberPage({ member }: TabProps) {
  const t = useWords("members");
  const { may } = useSession();
  const centres = useCentres();
  const [search] = useSearchParams();
  const tab = TABS.find(({ name }) => name === search.get("tab")) ?? (TABS[0] as Tab);
  const Content = tab.content;
  const line = useOpenInSight(tab.name);
  return (
    <Page title={member.name ?? t("numbered", { number: member.number })} above={<Back />}
      beside={<><Text c="dimmed">{member.number} · {centres.name(member.centre)}</Text><StandingBadges member={member} /></>}>
      <nav ref={line} className={`${styles.ways} no-print`} aria-label={t("tabs.title")}>
        {TABS.filter((one) => one === tab || may(one.permission)).map(({ name }) => (
          <Link key={name} to={{ pathname: pageOf(member.number), search: name === "profile" ? "" : `?tab=${name}` }} className={styles.way} aria-current={name === tab.name ? "page" : undefined}>
            {t(`tabs.${name}`)}
          </Link>
        ))}
      </nav>
      {may(tab.permission) ? (
        <Suspense fallback={<Waiting rows={8} />}><Content key={member.number} member={member} /></Suspense>
      ) : <Forbidden permissions={[tab.permission]} />}
    </Page>
  );
}
