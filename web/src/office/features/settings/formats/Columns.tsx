/** The columns of a file in their order: a heading, what it shows, and the words of a fixed one. */
import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconArrowUp, IconX } from "@tabler/icons-react";

import styles from "../settings.module.css";
import { NO_COLUMN, SHOWS, type ColumnDraft } from "./format";

const MOST = 30;

type Props = { columns: ColumnDraft[]; wrong: readonly boolean[]; onChange: (columns: ColumnDraft[]) => void };

export function Columns({ columns, wrong, onChange }: Props) {
  const t = useWords("settings");
  return (
    <div className={styles.lines}>
      {columns.map((column, index) => {
        const place = { place: index + 1 };
        const set = (part: Partial<ColumnDraft>) => onChange(columns.with(index, { ...column, ...part }));
        const without = columns.toSpliced(index, 1);
        return (
          <div key={index} className={styles.line}>
            <TextInput aria-label={t("format.heading", place)} placeholder={t("format.headingText")} value={column.heading} maxLength={60} autoComplete="off" error={wrong[index] && !column.heading.trim() ? t("format.needed") : undefined} onChange={(event) => set({ heading: event.currentTarget.value })} />
            <NativeSelect aria-label={t("format.field", place)} value={column.field} data={SHOWS.map((value) => ({ value, label: t(`format.shows.${value}`) }))} onChange={(event) => set({ field: SHOWS.find((one) => one === event.currentTarget.value) ?? column.field })} />
            {column.field === "fixed" ? <TextInput aria-label={t("format.fixed", place)} placeholder={t("format.fixedText")} value={column.fixed} maxLength={60} autoComplete="off" error={wrong[index] && !column.fixed.trim() ? t("format.needed") : undefined} onChange={(event) => set({ fixed: event.currentTarget.value })} /> : <span />}
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("format.up", place)} disabled={index === 0} onClick={() => onChange(without.toSpliced(index - 1, 0, column))}><IconArrowUp size={16} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("format.remove", place)} disabled={columns.length < 2} onClick={() => onChange(without)}><IconX size={16} aria-hidden /></ActionIcon>
          </div>
        );
      })}
      <Button size="xs" variant="default" disabled={columns.length >= MOST} onClick={() => onChange([...columns, NO_COLUMN])}>{t("format.add")}</Button>
    </div>
  );
}
