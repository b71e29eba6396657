/** One weighing: how it stands, what it is worth and why, its quality, and its story to the proof at the end. */
import { client } from "@shared/api/client";
import { useAct } from "@shared/api/act";
import { Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useQueryClient } from "@tanstack/react-query";

import { MilkCard } from "../answering/MilkCard";
import { useDelivery, useDeliveryPrice, type DeliveryWithStory } from "../data/questions";
import { useRule } from "../data/useRule";
import { Button } from "../ui/Button";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { Story } from "./Story";

export function Weighing({ id }: { id: string }) {
  const t = useWords("milk");
  const delivery = useDelivery(id);
  return (
    <Screen title={t("weighing")} back={delivery.value ? `milk/${delivery.value.date}` : "milk"} of={delivery}>
      <Shown of={delivery}>
        {(one) => (
          <>
            <MilkCard delivery={one} withDay linked={false} />
            {one.state === "disputed" ? <Withdraw id={id} /> : null}
            <Worth delivery={one} />
            <Quality delivery={one} />
            <Story delivery={one} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

/** Taking a dispute back is not kept for later: it needs the network, as the office may be deciding just now. */
function Withdraw({ id }: { id: string }) {
  const t = useWords("milk");
  const queries = useQueryClient();
  const withdraw = useAct(
    (_: null, headers) => {
      const body = { outcome: "withdrawn" as const, explanation: t("withdrawnBy") };
      return client.POST("/api/v1/deliveries/{id}/dispute/resolution", { params: { path: { id } }, headers, body });
    },
    () => void queries.invalidateQueries(),
  );
  return (
    <>
      {withdraw.error ? <ProblemNote problem={withdraw.error} /> : null}
      <Button icon="again" wide busy={withdraw.isPending} onClick={() => withdraw.mutate(null)}>{t("withdraw")}</Button>
    </>
  );
}

function Worth({ delivery }: { delivery: DeliveryWithStory }) {
  const t = useWords("milk");
  const price = useDeliveryPrice(delivery.id);
  const rule = useRule();
  const rules = (price.value?.parts ?? [delivery.price_rule]).map(rule).filter(Boolean).join(" · ");
  return (
    <section className={ui.card} aria-labelledby="worth">
      <h2 id="worth">{t("worthTitle")}</h2>
      <dl className={ui.sums}>
        <div><dt>{t("litres")}</dt><dd><Litres value={delivery.litres} /></dd></div>
        <div><dt>{t("perLitre")}{rules ? <small>{rules}</small> : null}</dt><dd><Money value={delivery.price_per_litre} /></dd></div>
        <div className={ui.total}><dt>{t("worth")}<small>{t("before")}</small></dt><dd><Money value={delivery.value} /></dd></div>
      </dl>
    </section>
  );
}

function Quality({ delivery }: { delivery: DeliveryWithStory }) {
  const t = useWords("milk");
  const found: [string, string | null][] = [
    [t("grade"), delivery.grade],
    [t("fat"), delivery.fat_percent && `${delivery.fat_percent} %`],
    [t("solids"), delivery.snf_percent && `${delivery.snf_percent} %`],
    [t("density"), delivery.corrected_density ?? delivery.density],
    [t("water"), delivery.added_water_percent && `${delivery.added_water_percent} %`],
    [t("warmth"), delivery.temperature_c && `${delivery.temperature_c} °C`],
    [t("why"), delivery.judged],
    [t("can"), delivery.container],
    [t("centre"), delivery.centre],
  ];
  return (
    <section className={ui.card} aria-labelledby="quality">
      <h2 id="quality">{t("quality")}</h2>
      <dl className={ui.sums}>
        {found.map(([name, value]) => (value ? <div key={name}><dt>{name}</dt><dd>{value}</dd></div> : null))}
      </dl>
    </section>
  );
}
