/** What is known about the weighing: who, which scale, which can, how the milk was, what the member usually brings. */
import { Panel } from "@office/parts/Panel";
import { Principal } from "@office/parts/Principal";
import { Channel } from "@office/parts/Story";
import { Clock, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { Usual } from "./Usual";
import styles from "./disputes.module.css";
import type { Disputed, WithStory } from "./dispute";

const READINGS = ["lactometer", "temperature_c", "density", "fat_percent", "snf_percent", "added_water_percent", "alcohol", "organoleptic", "antibiotic"] as const;

export function Evidence({ delivery }: { delivery: Disputed & WithStory }) {
  const t = useWords("disputes");
  return (
    <Panel title={t("evidence")}>
      <Usual delivery={delivery} />
      <dl className={styles.facts}>
        <Weighing delivery={delivery} />
        <Milk delivery={delivery} />
        {delivery.story.filter(({ fact }) => fact === "delivery.corrected").map((one) => (
          <Known key={one.position} name="corrected"><Litres value={String(one.details["litres"] ?? "")} /> · <Principal of={one.who} />, <Clock at={one.recorded_at} /></Known>
        ))}
      </dl>
    </Panel>
  );
}

/** A line of what is known; nothing where it is not. */
function Known({ name, children }: { name: string; children: ReactNode }) {
  const t = useWords("disputes");
  if (!children) return null;
  return <div><dt>{t(`known.${name}`)}</dt><dd>{children}</dd></div>;
}

function Weighing({ delivery }: { delivery: Disputed }) {
  const t = useWords("disputes");
  const day = `from=${delivery.date}&to=${delivery.date}`;
  const { container, kilograms, density_used: density } = delivery;
  return (
    <>
      <Known name="by"><Principal of={delivery.recorded_by} /><Channel of={delivery.channel} /></Known>
      <Known name="weighed"><Clock at={delivery.happened_at} /></Known>
      <Known name="device">{delivery.device ?? t("unknownDevice")}</Known>
      <Known name="kilograms">{kilograms ? `${kilograms} kg${density ? ` (${density} kg/L)` : ""}` : null}</Known>
      <Known name="container">{container ? <Link to={`/deliveries?container=${encodeURIComponent(container)}&centre=${delivery.centre}&${day}`}>{container}</Link> : null}</Known>
      <Known name="cans"><Link to={`/deliveries?member=${delivery.member}&${day}`}>{t("can", { number: delivery.can })}</Link></Known>
    </>
  );
}

function Milk({ delivery }: { delivery: Disputed }) {
  const t = useWords("disputes");
  const readings = READINGS.flatMap((name) => (delivery[name] ? [t(`reading.${name}`, { value: t(`found.${delivery[name]}`, { defaultValue: delivery[name] }) })] : []));
  return (
    <>
      <Known name="grade">{delivery.grade}</Known>
      <Known name="readings">{readings.join(" · ")}</Known>
      <Known name="rejected">{delivery.rejection_reason}</Known>
      <Known name="price"><Money value={delivery.price_per_litre} /></Known>
      <Known name="value"><Money value={delivery.value} /></Known>
    </>
  );
}
