/** What a clerk should know and may do something about: no network, another shift, a wrong clock, a full device. */
import { Anchor } from "@mantine/core";
import { Since } from "@shared/figures/Figures";
import { day } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { IconAlertTriangle, IconClock, IconHistory } from "@tabler/icons-react";
import type { ReactNode } from "react";

import styles from "./record.module.css";
import type { useSheet } from "./useSheet";
import type { Place } from "./weighing";

type Props = { sheet: ReturnType<typeof useSheet>; later: Pick<Place, "date" | "shift"> | null; go: (change: Partial<Place>) => void; offset: number };
const MINUTE_MS = 60_000;

export function Notes({ sheet, later, go, offset }: Props) {
  const t = useWords("record");
  const old = sheet.asked.data && !sheet.sheet.fresh;
  const minutes = Math.round(Math.abs(offset) / MINUTE_MS);
  return (
    <div className={styles.notes} aria-live="polite">
      {old && sheet.sheet.at ? <Note icon={<IconHistory size={18} aria-hidden />}>{t("notes.asOf")} <Since at={sheet.sheet.at} />. {t("notes.goOn")}</Note> : null}
      {sheet.broken ? <Note warm icon={<IconAlertTriangle size={18} aria-hidden />}>{t("notes.broken")}</Note> : null}
      {later ? (
        <Note warm icon={<IconClock size={18} aria-hidden />}>
          {t("notes.later", { shift: t(`in.${later.shift}`), date: day(later.date) })}{" "}
          <Anchor component="button" type="button" onClick={() => go(later)}>{t("notes.go")}</Anchor>
        </Note>
      ) : null}
      {minutes > 0 ? <Note warm icon={<IconClock size={18} aria-hidden />}>{offset > 0 ? t("notes.slow", { minutes }) : t("notes.fast", { minutes })}</Note> : null}
      {sheet.elsewhere.map(({ place, count }) => (
        <Note key={place.centre + place.date + place.shift} warm icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t("notes.elsewhere", { count })}{" "}
          <Anchor component="button" type="button" onClick={() => go(place)}>{place.centre} · {day(place.date)} · {t(`shift.${place.shift}`)}</Anchor>
        </Note>
      ))}
    </div>
  );
}

function Note({ icon, warm = false, children }: { icon: ReactNode; warm?: boolean; children: ReactNode }) {
  return <p className={`${styles.note} ${warm ? styles.warm : ""}`}>{icon}<span>{children}</span></p>;
}
