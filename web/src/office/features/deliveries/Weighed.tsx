/** What the clerk saw: how much, where, when, by whom, with which device. */
import { Clock, Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Panel } from "../../parts/Panel";
import { Principal } from "../../parts/Principal";
import type { WithStory } from "./Delivery";
import { Facts, type Fact } from "./Facts";

export function Weighed({ delivery }: { delivery: WithStory }) {
  const t = useWords("deliveries");
  const { kilograms, density_used: density, can, changed_reason: changed } = delivery;
  const rows: Fact[] = [
    [t("one.litres"), <Litres key="litres" value={delivery.litres} />],
    [t("one.kilograms"), kilograms ? t("one.byDensity", { kilograms, density: density ?? "" }) : null],
    [t("one.rejected"), delivery.rejection_reason],
    [t("one.can"), can > 1 ? String(can) : null],
    [t("one.container"), delivery.container],
    [t("one.route"), delivery.route],
    [t("one.weighedAt"), <Clock key="at" at={delivery.happened_at} />],
    [t("one.recordedAt"), <Clock key="recorded" at={delivery.recorded_at} />],
    [t("one.by"), <Principal key="by" of={delivery.recorded_by} />],
    [t("one.device"), delivery.device],
    [t("one.unusual"), delivery.unusual ? t("one.meant") : null],
    [t("one.changed"), changed],
    [t("one.confirmBy"), delivery.state === "recorded" ? <Clock key="confirm" at={delivery.confirm_by} /> : null],
  ];
  return <Panel title={t("one.weighed")}><Facts of={rows} /></Panel>;
}
