/** Lines of a price to type: so much more or less for a grade, so much more from so many litres on. */
import { MoneyField } from "@office/parts/forms/fields";
import { ActionIcon, Button, Radio, Stack, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconX } from "@tabler/icons-react";

import type { Draft, GradeLine, SlabLine } from "./draft";
import styles from "./prices.module.css";

type Lines<Line> = { lines: Line[]; faults: readonly boolean[] };

export function GradeLines({ lines, faults, onChange }: Lines<GradeLine> & { onChange: (lines: GradeLine[]) => void }) {
  const t = useWords("prices");
  const f = useWords("forms");
  return (
    <div className={styles.lines}>
      <p className={styles.soft}>{t("grades.text")}</p>
      {lines.map((line, index) => (
        <div key={index} className={styles.line}>
          <TextInput aria-label={t("grades.grade", { place: index + 1 })} placeholder={t("grade")} value={line.grade} maxLength={10} autoComplete="off"
            onChange={(event) => onChange(lines.with(index, { ...line, grade: event.currentTarget.value }))} />
          <MoneyField quiet label={t("grades.amount", { place: index + 1 })} value={line.amount} error={faults[index] ? f("noAmount") : undefined}
            onChange={(amount) => onChange(lines.with(index, { ...line, amount }))} />
          <Remove label={t("steps.remove", { place: index + 1 })} act={() => onChange(lines.toSpliced(index, 1))} />
        </div>
      ))}
      <Button size="xs" variant="default" onClick={() => onChange([...lines, { grade: "", amount: "" }])}>{t("grades.add")}</Button>
    </div>
  );
}

export function SlabLines({ lines, way, faults, onChange }: Lines<SlabLine> & { way: Draft["way"]; onChange: (lines: SlabLine[], way: Draft["way"]) => void }) {
  const t = useWords("prices");
  const f = useWords("forms");
  return (
    <div className={styles.lines}>
      <p className={styles.soft}>{t("slabs.text")}</p>
      {lines.map((line, index) => (
        <div key={index} className={styles.line}>
          <TextInput aria-label={t("slabs.litres", { place: index + 1 })} placeholder={t("slabs.from")} value={line.from} inputMode="decimal" autoComplete="off" rightSection={<span aria-hidden="true">L</span>}
            onChange={(event) => onChange(lines.with(index, { ...line, from: event.currentTarget.value }), way)} />
          <MoneyField quiet label={t("slabs.amount", { place: index + 1 })} value={line.amount} error={faults[index] ? f("noAmount") : undefined}
            onChange={(amount) => onChange(lines.with(index, { ...line, amount }), way)} />
          <Remove label={t("steps.remove", { place: index + 1 })} act={() => onChange(lines.toSpliced(index, 1), way)} />
        </div>
      ))}
      <Button size="xs" variant="default" onClick={() => onChange([...lines, { from: "", amount: "" }], way)}>{t("slabs.add")}</Button>
      {lines.length > 0 ? (
        <Radio.Group label={t("slabs.how")} value={way} onChange={(value) => onChange(lines, value === "all" ? "all" : "above")}>
          <Stack gap="xs" mt="xs">{(["above", "all"] as const).map((value) => <Radio key={value} value={value} label={t(`slabs.way.${value}`)} />)}</Stack>
        </Radio.Group>
      ) : null}
    </div>
  );
}

function Remove({ label, act }: { label: string; act: () => void }) {
  return <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} onClick={act}><IconX size={16} aria-hidden /></ActionIcon>;
}
