/** What the farmer says instead, by when it is decided, and what was decided. */
import { Anchor } from "@mantine/core";
import type { Schemas } from "@shared/api/client";
import { Clock, Litres, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Panel } from "../../parts/Panel";
import { Principal } from "../../parts/Principal";
import type { WithStory } from "./Delivery";
import { Facts } from "./Facts";

export function Dispute({ delivery, dispute }: { delivery: WithStory; dispute: Schemas["Dispute"] }) {
  const t = useWords("deliveries");
  const open = dispute.outcome === null;
  return (
    <Panel title={open ? t("dispute.open") : t("dispute.closed")}
      beside={open ? <Anchor component={Link} to={`/disputes/${delivery.id}`} className="no-print">{t("dispute.resolve")}</Anchor> : null}>
      <Facts of={[
        [t("dispute.about"), t(`reason.${dispute.reason}`, { defaultValue: dispute.reason })],
        [t("dispute.claimed"), dispute.claimed_litres ? <Litres key="claimed" value={dispute.claimed_litres} /> : null],
        [t("dispute.held"), cents(dispute.held.amount) === 0 ? null : <Money key="held" value={dispute.held} />],
        [t("dispute.at"), <Clock key="at" at={dispute.disputed_at} />],
        [t("dispute.by"), open ? <Clock key="by" at={dispute.resolve_by} /> : null],
        [t("dispute.outcome"), dispute.outcome ? t(`outcome.${dispute.outcome}`, { defaultValue: dispute.outcome }) : null],
        [t("dispute.why"), dispute.explanation],
        [t("dispute.who"), dispute.resolved_by ? <Principal key="who" of={dispute.resolved_by} /> : null],
      ]} />
    </Panel>
  );
}
