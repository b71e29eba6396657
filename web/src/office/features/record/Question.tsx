/** What speaks against a line is asked before it is recorded. A blind Enter says no. */
import { Button, Group, Kbd } from "@mantine/core";
import { clock, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

import styles from "./entry.module.css";
import type { Doubt } from "./weighing";

type Props = { doubts: readonly Doubt[]; number: string; name: string | null; confirm: () => void; refuse: () => void };

export function Question({ doubts, number, name, confirm, refuse }: Props) {
  const t = useWords("record");
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key !== "y" && key !== "n") return;
      event.preventDefault();
      if (key === "y") confirm();
      else refuse();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [confirm, refuse]);
  const say = (doubt: Doubt): string => {
    if (doubt.why === "double") return t("doubt.double", { litres: litres(doubt.litres), time: clock(doubt.at, "time") });
    if (doubt.why === "unusual") return t("doubt.unusual", { litres: litres(doubt.litres), usual: litres(doubt.usual) });
    if (doubt.why === "much") return t("doubt.much", { litres: litres(doubt.litres) });
    return t(`doubt.${doubt.why}`);
  };
  const [only] = doubts;
  const yes = doubts.length === 1 && only ? t(`yes.${only.why}`) : t("yes.all");
  return (
    <div className={styles.question} role="alertdialog" aria-labelledby="record-question">
      <div id="record-question" className={styles.doubts}>
        <IconAlertTriangle aria-hidden size={22} />
        <div><p className={styles.name}><span className={styles.number}>{number}</span> {name}</p>{doubts.map((doubt) => <p key={doubt.why}>{say(doubt)}</p>)}</div>
      </div>
      <Group gap="sm">
        <Button type="button" variant="default" ref={no} onClick={refuse} rightSection={<Kbd size="xs">N</Kbd>}>{t("yes.no")}</Button>
        <Button type="button" color="yellow" variant="light" onClick={confirm} rightSection={<Kbd size="xs">Y</Kbd>}>{yes}</Button>
      </Group>
    </div>
  );
}
