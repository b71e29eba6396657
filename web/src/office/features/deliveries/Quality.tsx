/** What was read of the milk, what followed from it, and the grade. */
import { Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import { Panel } from "../../parts/Panel";
import type { WithStory } from "./Delivery";
import { Facts, type Fact } from "./Facts";

const READ = [
  "lactometer", "corrected_lactometer", "temperature_c", "density", "corrected_density", "fat_percent", "snf_percent", "protein_percent",
  "added_water_percent", "resazurin", "plate_count",
] as const;
const JUDGED = ["alcohol", "organoleptic", "antibiotic"] as const;

export function Quality({ delivery }: { delivery: WithStory }) {
  const t = useWords("deliveries");
  const read: Fact[] = READ.map((name) => [t(`quality.${name}`), delivery[name] === null ? null : String(delivery[name])]);
  const judged: Fact[] = JUDGED.map((name) => [t(`quality.${name}`), delivery[name] === null ? null : t(`judged.${delivery[name]}`)]);
  const rows: Fact[] = [
    [t("quality.grade"), delivery.grade],
    [t("quality.judged"), delivery.judged],
    ...read,
    ...judged,
    [t("quality.formula"), delivery.snf_computed ? delivery.formula : null],
  ];
  const known = rows.some(([, value]) => value !== null);
  return <Panel title={t("one.quality")}>{known ? <Facts of={rows} /> : <Text c="dimmed">{t("one.notTested")}</Text>}</Panel>;
}
