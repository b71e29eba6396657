/** What is asked beside a file: only what this kind of file knows. */
import { Checkbox, Group, Select, TextInput } from "@mantine/core";
import { DayInput } from "@office/parts/DayInput";
import { useWords } from "@shared/words/i18n";

import { useCentres } from "../member";
import type { Beside, ImportKind } from "./kinds";
import type { Said } from "./sending";

type Props = { kind: ImportKind; said: Said; say: (part: Said) => void; error: (field: Beside) => string | undefined };

export function Options({ kind, said, say, error }: Props) {
  const t = useWords("import");
  const { all } = useCentres();
  const asks = (field: Beside) => kind.beside.includes(field);
  if (kind.beside.length === 0) return null;
  return (
    <>
      <Group align="flex-start">
        {asks("day") ? <DayInput label={t("day")} description={t("dayText")} required withAsterisk={false} value={said.day ?? ""} error={error("day")} onChange={(event) => say({ day: event.currentTarget.value })} /> : null}
        {asks("batch") ? <TextInput label={t("batch")} description={t("batchText")} value={said.batch ?? ""} maxLength={60} error={error("batch")} onChange={(event) => say({ batch: event.currentTarget.value })} /> : null}
        {asks("centre") ? <Select label={t("centre")} description={t("centreText")} value={said.centre ?? null} clearable searchable error={error("centre")} clearButtonProps={{ "aria-label": t("noCentre") }} data={all.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} onChange={(centre) => say({ centre: centre ?? "" })} /> : null}
        {asks("pad") ? <Select label={t("pad")} description={t("padText")} value={said.pad ?? ""} allowDeselect={false} error={error("pad")} data={[{ value: "", label: t("asInFile") }, ...[3, 4, 5, 6].map((digits) => ({ value: String(digits), label: t("digits", { digits, example: "42".padStart(digits, "0") }) }))]} onChange={(pad) => say({ pad: pad ?? "" })} /> : null}
      </Group>
      {asks("meant") ? <Checkbox label={t("meant")} checked={said.meant === "true"} onChange={(event) => say({ meant: event.currentTarget.checked ? "true" : "" })} /> : null}
    </>
  );
}
