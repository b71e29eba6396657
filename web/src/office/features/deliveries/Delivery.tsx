/** One weighing: what was weighed, what it is worth and why, what the farmer says, and each fact of its story. */
import { Anchor, Button } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { day, litres } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { IconPrinter } from "@tabler/icons-react";
import { Link, useParams } from "react-router";

import { Ask } from "../../parts/Ask";
import { Page } from "../../parts/Page";
import { Panel } from "../../parts/Panel";
import { DeliveryStory } from "../../parts/Story";
import { Waiting } from "../../parts/Waiting";
import { BackTo } from "../../parts/Ways";
import styles from "./deliveries.module.css";
import { Dispute } from "./Dispute";
import { Mend } from "./Mend";
import { Price } from "./Price";
import { Quality } from "./Quality";
import { Weighed } from "./Weighed";

export type WithStory = Schemas["DeliveryWithStory"];

export function Delivery() {
  const t = useWords("deliveries");
  const { id = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/deliveries/{id}", { params: { path: { id } } });
  const one = asked.data;
  const title = one ? t("one.title", { litres: litres(one.litres), member: one.member, day: day(one.date) }) : t("one.untitled");
  return (
    <Page title={title} beside={one ? <State of={one.state} /> : null}
      above={<BackTo to="/deliveries">{t("title")}</BackTo>}
      actions={one ? <Actions one={one} /> : null}>
      <Ask asked={asked} waiting={<Waiting rows={10} />}>
        {(delivery) => <Told delivery={delivery} />}
      </Ask>
    </Page>
  );
}

function Actions({ one }: { one: WithStory }) {
  const t = useWords("deliveries");
  const may = useMay("deliveries.correct");
  return (
    <>
      {may && one.state !== "voided" ? <Mend one={one} /> : null}
      <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => print()}>{t("print")}</Button>
    </>
  );
}

function Told({ delivery }: { delivery: WithStory }) {
  const t = useWords("deliveries");
  return (
    <>
      <div className={styles.line}>
        <span>{t(`shift.${delivery.shift}`)}</span>
        <Anchor component={Link} to={`/members/${encodeURIComponent(delivery.member)}`}>{t("one.toMember", { member: delivery.member })}</Anchor>
        <Anchor component={Link} to={`/deliveries?centre=${delivery.centre}&from=${delivery.date}&to=${delivery.date}&shift=${delivery.shift}`}>{t("one.toShift", { centre: delivery.centre })}</Anchor>
      </div>
      <div className={styles.two}>
        <div className={styles.column}>
          {delivery.dispute ? <Dispute delivery={delivery} dispute={delivery.dispute} /> : null}
          <Weighed delivery={delivery} />
          <Price delivery={delivery} />
          <Quality delivery={delivery} />
        </div>
        <Panel title={t("one.story")}><DeliveryStory chapters={delivery.story} /></Panel>
      </div>
    </>
  );
}
