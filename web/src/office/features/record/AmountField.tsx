/** What the scale shows, in the centre's unit. */
import { TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import type { KeyboardEvent } from "react";

import styles from "./entry.module.css";
import { aboutLitres, decimal, readHundredths } from "./litres";
import type { EntryLine } from "./useEntry";
import type { Unit } from "./weighing";

type Props = { id: string; line: EntryLine; unit: Unit; onKeyDown: (event: KeyboardEvent) => void };

export function AmountField({ id, line, unit, onKeyDown }: Props) {
  const t = useWords("record");
  const kilograms = unit === "kg" ? readHundredths(line.draft.amount) : null;
  return (
    <TextInput
      id={id} label={unit === "kg" ? t("entry.kilograms") : t("entry.litres")} value={line.draft.amount}
      error={line.wrong.amount ? t(line.wrong.amount) : undefined} size="xl" inputMode="decimal" autoComplete="off" enterKeyHint="done"
      className={styles.amount ?? ""} classNames={{ input: styles.big ?? "", label: styles.label ?? "", description: styles.label ?? "" }} rightSection={<span aria-hidden className={styles.unit}>{unit}</span>}
      description={unit === "kg" ? t("entry.about", { litres: kilograms ? decimal(aboutLitres(kilograms)) : "–" }) : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onChange={(event) => line.change({ amount: event.currentTarget.value })} onKeyDown={onKeyDown}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
