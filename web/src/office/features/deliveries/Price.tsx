/** What the milk is worth and why: the rule, its parts, and what price differences added since. */
import { Anchor, Text } from "@mantine/core";
import { api } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Ask } from "../../parts/Ask";
import { Panel } from "../../parts/Panel";
import { usePriceRule } from "../../parts/pricerule/usePriceRule";
import { Principal } from "../../parts/Principal";
import { Waiting } from "../../parts/Waiting";
import styles from "./deliveries.module.css";
import type { WithStory } from "./Delivery";
import { Facts } from "./Facts";

/** Whether litres at a price make this value: hundredths of a litre times cents, rounded to the cent. */
const makes = (litres: string, price: string, value: string) => Math.abs(cents(litres) * cents(price) - cents(value) * 100) <= 50;

export function Price({ delivery }: { delivery: WithStory }) {
  const t = useWords("deliveries");
  const say = usePriceRule();
  const mayPrices = useMay("prices.read");
  const asked = api.useQuery("get", "/api/v1/deliveries/{id}/price", { params: { path: { id: delivery.id } } });
  return (
    <Panel title={t("price.title")}>
      <Ask asked={asked} waiting={<Waiting rows={4} height={20} />}>
        {(told) => (
          <>
            {told.price === null ? null : (
              <p className={styles.sum}>
                {makes(delivery.litres, told.price_per_litre.amount, told.value.amount) ? <><Litres value={delivery.litres} /> × <Money value={told.price_per_litre} /> = </> : null}
                <strong><Money value={told.value} /></strong>
              </p>
            )}
            {told.price === null ? <Text c="dimmed">{t(told.rejection_reason === null ? "price.none" : "price.rejected")}</Text> : null}
            <Facts of={[
              [t("price.counts"), told.litres === delivery.litres || told.price === null ? null : <Litres key="counts" value={told.litres} />],
              [t("price.rule"), say(told.parts.length > 0 ? told.parts.join(" · ") : told.rule)],
              [t("price.since"), told.price ? <Day key="since" date={told.price.effective_from} /> : null],
              [t("price.where"), told.price ? (told.price.centre ?? t("price.everywhere")) : null],
              [t("price.by"), told.price ? <Principal key="by" of={told.price.proposed_by} /> : null],
              [t("price.and"), told.price?.decided_by ? <Principal key="and" of={told.price.decided_by} /> : null],
            ]} />
            {told.differences.map((difference) => (
              <p key={difference.id} className={styles.difference}>{difference.name}: <Money value={difference.amount} /></p>
            ))}
            {mayPrices && told.price ? <Anchor component={Link} to="/prices" className={`${styles.all} no-print`}>{t("price.all")}</Anchor> : null}
          </>
        )}
      </Ask>
    </Panel>
  );
}
