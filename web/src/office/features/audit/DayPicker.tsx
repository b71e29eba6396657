/** A day between a thing's first fact and today: by slider, by date, or from change to change. */
import { Button, TextInput } from "@mantine/core";
import { day as written } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useEffect, useState } from "react";

import styles from "./audit.module.css";
import type { span } from "./travel";

const REST_MS = 200;

type Props = { days: ReturnType<typeof span>; moments: readonly string[]; day: string; choose: (day: string) => void };

export function DayPicker({ days, moments, day, choose }: Props) {
  const t = useWords("audit");
  const [before, after] = [moments.findLast((moment) => moment < day), moments.find((moment) => moment > day)];
  return (
    <div className={styles.picker}>
      <Slider days={days} moments={moments} day={day} choose={choose} />
      <div className={styles.quick}>
        <TextInput type="date" aria-label={t("then.day")} value={day} min={days.start} max={days.today} onChange={(event) => event.currentTarget.value && choose(event.currentTarget.value)} />
        <Button variant="default" disabled={before === undefined} onClick={() => before && choose(before)}>← {t("then.before")}</Button>
        <Button variant="default" disabled={after === undefined} onClick={() => after && choose(after)}>{t("then.later")} →</Button>
      </div>
    </div>
  );
}

/** While it moves, only the day is shown; at rest the ledger is asked. */
function Slider({ days, moments, day, choose }: Props) {
  const t = useWords("audit");
  const [at, setAt] = useState(days.at(day));
  const [seen, setSeen] = useState(day);
  if (seen !== day) {
    setSeen(day);
    setAt(days.at(day));
  }
  const chosen = days.day(at);
  useEffect(() => {
    if (chosen === days.day(days.at(day))) return;
    const timer = setTimeout(() => choose(chosen), REST_MS);
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
