/** Which device stands at this centre, how fast it speaks, and how its lines are read. */
import { Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import { BAUDS, patternOf, PATTERNS, USUAL, type Kind, type ScaleSettings } from "./reader";

type Props = { scale: ScaleSettings | null; change: (scale: ScaleSettings | null) => void };

export function ScaleWays({ scale, change }: Props) {
  const t = useWords("scale");
  return (
    <Stack gap="xs">
      <Checkbox label={t("use")} checked={scale !== null} onChange={(event) => change(event.currentTarget.checked ? USUAL : null)} />
      {scale ? (
        <>
          <NativeSelect label={t("kind")} value={scale.kind} data={[{ value: "scale", label: t("kinds.scale") }, { value: "analyser", label: t("kinds.analyser") }]}
            onChange={(event) => {
              const kind: Kind = event.currentTarget.value === "analyser" ? "analyser" : "scale";
              change({ ...scale, kind, pattern: PATTERNS[kind] });
            }} />
          <NativeSelect label={t("baud")} value={String(scale.baud)} data={BAUDS.map(String)} onChange={(event) => change({ ...scale, baud: Number(event.currentTarget.value) })} />
          <TextInput label={t("pattern")} description={t("patternText")} value={scale.pattern} spellCheck={false} autoComplete="off"
            error={patternOf(scale.pattern) ? undefined : t("patternWrong")} onChange={(event) => change({ ...scale, pattern: event.currentTarget.value })} />
        </>
      ) : null}
    </Stack>
  );
}
