/** What the ledger refused stays until a person decides: it is never dropped or changed in silence. */
import { Button, Group } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import type { Waiting } from "@shared/offline/store";

import { usePrincipal } from "../../parts/Principal";
import { ProblemNote } from "../../parts/ProblemNote";
import { isWeighing, type Row } from "./sheet";
import styles from "./record.module.css";
import { usePress, type Undo } from "./useUndo";
import { isClock } from "./weighing";

type Props = { act: Waiting; row: Row; undo: Undo; mend: () => void };

export function Resolve({ act, undo, mend }: Props) {
  const t = useWords("record");
  const { press, pending, problem } = usePress();
  const type = act.refusal?.type ?? "";
  const weighing = isWeighing(act);
  const earlier = usePrincipal()(String(act.refusal?.details["recorded_by"] ?? ""));
  return (
    <div className={styles.resolve} role="group" aria-label={t("resolve.label")}>
      <p><strong>{act.refusal?.sentence}</strong> {earlier ? t("resolve.by", { who: earlier }) : null} {hint(type, act.refusal?.remedy ?? "", t)}</p>
      <Group gap="xs">
        {type === "probable-double" && weighing ? <Button size="compact-sm" disabled={pending} onClick={() => void press(() => undo.again(act, { another_can: true }))}>{t("resolve.another")}</Button> : null}
        {type === "unusual-litres" ? <Button size="compact-sm" disabled={pending} onClick={() => void press(() => undo.again(act, { meant: true }))}>{t("resolve.meant")}</Button> : null}
        {weighing && isClock(act) ? <Button size="compact-sm" disabled={pending} onClick={() => void press(() => undo.again(act, { happened_at: undefined }))}>{t("resolve.withoutTime")}</Button> : null}
        {/* An official may have mended the cause meanwhile: a price approved, a member readmitted, a right given. */}
        <Button size="compact-sm" variant="default" disabled={pending} onClick={() => void press(() => undo.again(act, {}))}>{t("resolve.again")}</Button>
        {weighing ? <Button size="compact-sm" variant="default" onClick={mend}>{t("resolve.mend")}</Button> : null}
        <Button size="compact-sm" variant="default" disabled={pending} onClick={() => void press(() => undo.drop(act))}>{weighing ? t("resolve.drop") : t("resolve.leave")}</Button>
      </Group>
      {problem ? <ProblemNote problem={problem} /> : null}
    </div>
  );
}

type Words = ReturnType<typeof useWords>;

function hint(type: string, remedy: string, t: Words): string {
  const ours = ["probable-double", "unusual-litres", "no-price", "wrong-state", "window-closed"];
  return ours.includes(type) ? t(`hint.${type}`) : remedy;
}
