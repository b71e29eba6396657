/**
 * A day to be chosen. Browsers write it in their own language's order, so that 3/11 may be read as March: the day
 * stands beside the field's name as people here write it.
 */
import { TextInput, type TextInputProps } from "@mantine/core";
import { day } from "@shared/figures/format";

import styles from "./dayinput.module.css";

type Props = Omit<TextInputProps, "type" | "label" | "value"> & { label: string; value: string };

/** Of what stands in an address only a day is one. */
const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

export function DayInput({ label, value, ...rest }: Props) {
  const written = isDay(value) ? <span className={styles.day}>{day(value, "short")}</span> : null;
  return <TextInput type="date" aria-label={label} label={<>{label} {written}</>} value={value} {...rest} />;
}
