/** The first screen: what is owed and when it is paid, today's milk with its two buttons, and the period so far. */
import { businessDate } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import { MilkCard } from "../answering/MilkCard";
import { useAnswers } from "../data/answers";
import { waitsForAnswer, type Delivery } from "../data/milk";
import { useBalance, useCooperative, useLately, useProfile, useStatements } from "../data/questions";
import { useNow } from "../data/useNow";
import { Icon } from "../ui/Icons";
import { Note } from "../ui/Note";
import { Screen } from "../ui/Screen";
import { Bones, Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { Balance } from "./Balance";
import { PeriodCard } from "./PeriodCard";
import styles from "./today.module.css";

export function Today() {
  const t = useWords("today");
  const rhythm = useCooperative().value?.rhythm ?? null;
  const { value: me } = useProfile();
  const lately = useLately(rhythm);
  // Nothing is shown below before all above it is there: what comes late would push down what is being read.
  const above = [useCooperative(), useProfile(), useBalance(), useStatements()];
  if (above.some((one) => one.waiting)) return <Screen title={t("title")} of={lately}><Bones rows={5} /></Screen>;
  return (
    <Screen title={me?.name ?? t("title")} of={lately}>
      {me?.suspended ? <Note tone="warm"><p>{t("suspended")}</p></Note> : null}
      {me?.left_on ? <Note tone="warm"><p>{t("left")}</p></Note> : null}
      <Balance />
      <Shown of={lately}>
        {(deliveries) => (
          <>
            <TodaysMilk deliveries={deliveries} />
            {rhythm ? <PeriodCard deliveries={deliveries} rhythm={rhythm} /> : null}
            <EarlierMilk deliveries={deliveries} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function TodaysMilk({ deliveries }: { deliveries: Delivery[] }) {
  const t = useWords("today");
  const answers = useAnswers();
  const today = businessDate(useNow());
  const shown = deliveries.filter((one) => one.date === today && (one.state !== "voided" || answers.of(one.id) !== null));
  return (
    <Part title={t("today")}>
      {shown.length > 0 ? shown.map((one) => <MilkCard key={one.id} delivery={one} />) : <p className={styles.none}><Icon name="can" />{t("noneToday")}</p>}
    </Part>
  );
}

/** What waits for an answer from the days before, and what was answered here and is not yet seen to have arrived. */
function EarlierMilk({ deliveries }: { deliveries: Delivery[] }) {
  const t = useWords("today");
  const answers = useAnswers();
  const now = useNow();
  const today = businessDate(now);
  const earlier = deliveries.filter((one) => one.date !== today && (waitsForAnswer(one, now) || answers.of(one.id) !== null));
  if (earlier.length === 0) return null;
  return <Part title={t("earlier")}>{earlier.map((one) => <MilkCard key={one.id} delivery={one} withDay />)}</Part>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={ui.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
