/** What the milk is worth and why: the rule, its parts, and what price differences added since. */
import { Anchor, Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Ask } from "../../parts/Ask";
import { Panel } from "../../parts/Panel";
import { Principal } from "../../parts/Principal";
import { Waiting } from "../../parts/Waiting";
import styles from "./deliveries.module.css";
import { Facts } from "./Facts";

export function Price({ id }: { id: string }) {
  const t = useWords("deliveries");
  const mayPrices = useMay("prices.read");
  const asked = api.useQuery("get", "/api/v1/deliveries/{id}/price", { params: { path: { id } } });
  return (
    <Panel title={t("price.title")}>
      <Ask asked={asked} waiting={<Waiting rows={4} height={20} />}>
        {(told) => (
          <>
            {told.price === null ? null : (
              <p className={styles.sum}>
                <Litres value={told.litres} /> × <Money value={told.price_per_litre} /> = <strong><Money value={told.value} /></strong>
              </p>
            )}
            {told.price === null ? <Text c="dimmed">{t(told.rejection_reason === null ? "price.none" : "price.rejected")}</Text> : null}
            <Facts of={[
              [t("price.rule"), told.parts.length > 0 ? told.parts.join(" · ") : told.rule],
              [t("price.since"), told.price ? <Day key="since" date={told.price.effective_from} /> : null],
              [t("price.where"), told.price ? (told.price.centre ?? t("price.everywhere")) : null],
              [t("price.by"), told.price ? <Principal key="by" of={told.price.proposed_by} /> : null],
              [t("price.and"), told.price?.decided_by ? <Principal key="and" of={told.price.decided_by} /> : null],
            ]} />
            {told.differences.map((difference) => (
              <p key={difference.id} className={styles.difference}>{difference.name}: <Money value={difference.amount} /></p>
            ))}
            {mayPrices && told.price ? <Anchor component={Link} to="/prices" className="no-print">{t("price.all")}</Anchor> : null}
          </>
        )}
      </Ask>
    </Panel>
  );
}
