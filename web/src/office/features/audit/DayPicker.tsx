/** A day between a thing's first fact and today: by slider, by date, or from change to change. */
import { DayInput } from "@office/parts/DayInput";
import { Button } from "@mantine/core";
import { day as written } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useEffect, useState } from "react";

import styles from "./audit.module.css";
import { daysOf, type span } from "./travel";

const REST_MS = 200;

type Days = ReturnType<typeof span>;
type Chosen = { day: string } | { position: string };
type Props = {
  days: Days; day: string; choose: (chosen: Chosen) => void;
  facts: readonly { position: number; at: string }[];
  /** The thing's last fact by then; 0 before the first. */
  current: number | undefined;
};

export function DayPicker({ days, facts, day, current, choose }: Props) {
  const t = useWords("audit");
  const before = current === undefined ? undefined : facts.findLast(({ position }) => position < current);
  const after = current === undefined ? undefined : facts.find(({ position }) => position > current);
  const at = (fact: { position: number } | undefined) => fact && choose({ position: String(fact.position) });
  return (
    <div className={styles.picker}>
      <Slider days={days} moments={daysOf(facts.map((fact) => fact.at))} day={day} choose={choose} />
      <div className={styles.quick}>
        <DayInput label={t("then.day")} value={day} min={days.start} max={days.today} onChange={({ currentTarget: { value } }) => value && choose({ day: value })} />
        <Button variant="default" disabled={!before} onClick={() => at(before)}>← {t("then.before")}</Button>
        <Button variant="default" disabled={!after} onClick={() => at(after)}>{t("then.later")} →</Button>
      </div>
    </div>
  );
}

type SliderProps = { days: Days; moments: readonly string[]; day: string; choose: (chosen: Chosen) => void };

/** While it moves, only the day is shown; at rest the ledger is asked. */
function Slider({ days, moments, day, choose }: SliderProps) {
  const t = useWords("audit");
  const [at, setAt] = useState(days.at(day));
  const [seen, setSeen] = useState(day);
  if (seen !== day) {
    setSeen(day);
    setAt(days.at(day));
  }
  // A day outside of the slider stands at its end and is said as it is.
  const chosen = at === days.at(day) ? day : days.day(at);
  useEffect(() => {
    if (chosen === day) return;
    const timer = setTimeout(() => choose({ day: chosen }), REST_MS);
    return () => clearTimeout(timer);
  }, [chosen, day, days, choose]);
  return (
    <label className={styles.slider}>
      <span className={styles.day}>{written(chosen)}</span>
      <input type="range" min={0} max={days.length} value={at} disabled={days.length === 0} aria-label={t("then.day")} aria-valuetext={written(chosen)} list="moments" onChange={(event) => setAt(Number(event.currentTarget.value))} />
      <datalist id="moments">{moments.map((moment) => <option aria-label={written(moment)} key={moment} value={days.at(moment)} label={written(moment, "short")} />)}</datalist>
      <span className={styles.ends}><span>{written(days.start, "short")}</span><span>{written(days.today, "short")}</span></span>
    </label>
  );
}
