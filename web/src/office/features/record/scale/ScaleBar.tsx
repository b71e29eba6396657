/** What the scale shows, beside the line: a stable weight goes into the litres by itself, or by F9. */
import { Button, Group } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconPlugConnected, IconScale } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

import type { EntryLine } from "../useEntry";
import type { Unit } from "../weighing";
import type { ScaleSettings } from "./reader";
import styles from "./scale.module.css";
import { hasSerial } from "./sources";
import { useScale } from "./useScale";

export function ScaleBar({ line, settings, unit }: { line: EntryLine; settings: ScaleSettings; unit: Unit }) {
  const t = useWords("scale");
  const readings = useReadings();
  const { standing, shown, connect, off } = useScale(settings);
  const { weight, quality } = shown;
  const { change, draft, number } = line;
  useTakenOnce(weight, number !== "" && draft.amount === "", (amount) => change({ amount }));
  const takeable = settings.kind === "scale" ? weight?.stable : quality !== null;
  const take = () => {
    if (settings.kind === "scale" && weight) change({ amount: weight.text });
    if (quality) change({ quality: { ...draft.quality, ...quality } });
  };
  useKey("F9", take);
  return (
    <section className={styles.bar} aria-label={t("title")}>
      <IconScale aria-hidden size={22} />
      <div className={styles.shown}>
        {standing === "on" ? (
          <>
            <output className={settings.kind === "scale" ? `${styles.weight} ${weight?.stable ? styles.stable : ""}` : styles.readings}>
              {settings.kind === "scale" ? `${weight?.text ?? "–"} ${unit}` : readings(quality ?? {}) || "–"}
            </output>
            <span className={styles.soft}>{weight ? t(weight.stable ? "stable" : weight.empty ? "empty" : "moving") : quality ? null : t(shown.line ? "unread" : "silent")}</span>
          </>
        ) : <span className={styles.soft}>{t(`standing.${standing}`)}</span>}
      </div>
      <Group gap="xs">
        {standing === "on" ? (
          <>
            <Button size="compact-md" disabled={!takeable} onClick={take}>{t("take")}</Button>
            <Button size="compact-md" variant="default" onClick={off}>{t("off")}</Button>
          </>
        ) : (
          <>
            {hasSerial() ? (
              <Button size="compact-md" variant="default" leftSection={<IconPlugConnected size={16} aria-hidden />}
                onClick={() => void connect(standing === "off" || standing === "lost" ? "known" : "ask")}>
                {standing === "none" ? t("choose") : t("connect")}
              </Button>
            ) : <span className={styles.soft}>{t("noSerial")}</span>}
            <Button size="compact-md" variant="subtle" onClick={() => void connect("simulated")}>{t("simulate")}</Button>
          </>
        )}
      </Group>
    </section>
  );
}

/** What an analyser read, each figure by its name. */
function useReadings(): (quality: NonNullable<ReturnType<typeof useScale>["shown"]["quality"]>) => string {
  const named = useWords("record");
  return (quality) => Object.entries(quality).map(([name, figure]) => `${named(`quality.${name}`)} ${figure}`).join(" · ");
}

/** A stable weight goes into an empty line once; the platform has to be empty before the next one does. */
function useTakenOnce(weight: ReturnType<typeof useScale>["shown"]["weight"], wanted: boolean, take: (text: string) => void): void {
  const taken = useRef(false);
  useEffect(() => {
    if (weight?.empty) taken.current = false;
    if (!weight?.stable || taken.current || !wanted) return;
    taken.current = true;
    take(weight.text);
  }, [weight, wanted, take]);
}

function useKey(key: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== key) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [key]);
}
