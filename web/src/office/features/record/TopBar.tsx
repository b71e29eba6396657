/** Where and when is recorded, and how far the shift is. */
import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { Count, Day, Litres } from "@shared/figures/Figures";
import { businessDate } from "@shared/figures/format";
import { trueNow } from "@shared/offline/clock";
import { useOutbox } from "@shared/offline/useOutbox";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import { decimal } from "./litres";
import { SHIFTS } from "./place";
import type { Shift } from "./roster";
import type { Totals } from "./sheet";
import styles from "./record.module.css";
import { useCentres } from "./useCentres";
import type { Place } from "./weighing";

type Props = { place: Place; go: (change: Partial<Place>) => void; totals: Totals; expected: number | null; waiting: number };

export function TopBar({ place, go, totals, expected, waiting }: Props) {
  const t = useWords("record");
  const { centres } = useCentres();
  const { others } = useOutbox();
  const left = others.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={styles.top} aria-label={t("top.label")}>
      <div className={styles.place}>
        <NativeSelect label={t("top.centre")} value={place.centre} onChange={(event) => go({ centre: event.currentTarget.value })}
          data={centres.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))} />
        {/* The browser writes the field in its own way, perhaps the month first: the label says which day it is. */}
        <TextInput label={<>{t("top.date")} <span className={styles.soft}><Day date={place.date} short /></span></>} type="date" value={place.date} max={businessDate(trueNow())}
          onChange={(event) => event.currentTarget.value && go({ date: event.currentTarget.value })} />
        <div>
          <div className={styles.label} id="record-shift">{t("top.shift")}</div>
          <SegmentedControl aria-labelledby="record-shift" value={place.shift} onChange={(value) => go({ shift: value as Shift })}
            data={SHIFTS.map((shift) => ({ value: shift, label: t(`shift.${shift}`) }))} />
        </div>
      </div>
      <dl className={styles.figures}>
        <Figure name={t("top.litres")}>
          <Litres value={decimal(totals.litres)} />
          {totals.rejected > 0 ? <small className={styles.soft}>{t("top.rejected")} <Litres value={decimal(totals.rejected)} /></small> : null}
        </Figure>
        <Figure name={t("top.members")}>
          <Count value={totals.members} />
          {!expected ? null : <small className={styles.soft}>{t("top.of", { expected })}</small>}
        </Figure>
        <Figure name={t("top.waiting")} warm={waiting + left > 0}>
          <Count value={waiting} />
          {left > 0 ? <small className={styles.soft}>{t("top.left", { left })}</small> : null}
        </Figure>
      </dl>
    </section>
  );
}

function Figure({ name, warm = false, children }: { name: string; warm?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={warm ? styles.warm : undefined}>{children}</dd>
    </div>
  );
}
