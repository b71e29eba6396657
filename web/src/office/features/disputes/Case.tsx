/** One dispute: both versions side by side, the evidence, the decision, and the story so far. */
import { Anchor, Title } from "@mantine/core";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { DeliveryStory } from "@office/parts/Story";
import { Waiting } from "@office/parts/Waiting";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Deadline } from "./Deadline";
import { Decide } from "./Decide";
import type { Decided } from "./DecidedNote";
import { Evidence } from "./Evidence";
import { Outcome } from "./Outcome";
import { Patterns } from "./Patterns";
import { Versions } from "./Versions";
import styles from "./disputes.module.css";
import { isDisputed, type Disputed, type WithStory } from "./dispute";

type Props = { id: string; after: (decided: Decided) => void; alone: boolean };

export function Case({ id, after, alone }: Props) {
  const t = useWords("disputes");
  const asked = api.useQuery("get", "/api/v1/deliveries/{id}", { params: { path: { id } } });
  return (
    <section className={styles.case} aria-labelledby="the-case">
      {alone ? <Anchor component={Link} to="/disputes" size="sm">← {t("back")}</Anchor> : null}
      <Ask asked={asked} waiting={<Waiting rows={7} height={64} />}>
        {(delivery) => (isDisputed(delivery) ? <Both delivery={delivery} after={after} /> : <Empty title={t("never")} text={t("neverText")} />)}
      </Ask>
    </section>
  );
}

export function useMemberOf(number: string) {
  const may = useMay("members.read");
  return api.useQuery("get", "/api/v1/members/{number}", { params: { path: { number } } }, { enabled: may, staleTime: 300_000 }).data;
}

function Both({ delivery, after }: { delivery: Disputed & WithStory; after: (decided: Decided) => void }) {
  const t = useWords("disputes");
  const member = useMemberOf(delivery.member);
  const open = delivery.state === "disputed";
  return (
    <>
      <div className={styles.head}>
        <Title order={2} id="the-case" className={styles.who}>
          <Link to={`/members/${delivery.member}`}>{delivery.member}</Link> {member?.name}
        </Title>
        {open ? <Deadline by={delivery.dispute.resolve_by} /> : <State of={delivery.state} at={delivery.dispute.resolved_at} />}
      </div>
      <Versions delivery={delivery} />
      {open ? <Decide delivery={delivery} language={member?.language ?? "sw"} after={after} /> : <Outcome delivery={delivery} />}
      <div className={styles.two}>
        <Evidence delivery={delivery} />
        <Patterns delivery={delivery} />
      </div>
      <Panel title={t("story")} beside={<Anchor component={Link} to={`/deliveries/${delivery.id}`} size="sm">{t("whole")}</Anchor>}>
        <DeliveryStory chapters={delivery.story} />
      </Panel>
    </>
  );
}
