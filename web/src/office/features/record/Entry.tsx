/** The entry line: number, litres, Enter. Space or Enter leads from the member to the litres. */
import { Button, Group } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useEffect, useRef, type KeyboardEvent } from "react";

import { AmountField } from "./AmountField";
import styles from "./entry.module.css";
import { MemberField } from "./MemberField";
import { More } from "./More";
import { NotKept } from "./NotKept";
import { Question } from "./Question";
import { Recognised } from "./Recognised";
import { ScaleBar } from "./scale/ScaleBar";
import type { ChangeWays, Ways } from "./settings";
import type { EntryLine } from "./useEntry";
import type { Place } from "./weighing";

type Props = { line: EntryLine; place: Place; ways: Ways; change: ChangeWays };
const id = (field: string) => `record-${field}`;
const goTo = (field: string) => {
  const input = document.getElementById(id(field));
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
};

export function Entry({ line, place, ways, change }: Props) {
  const t = useWords("record");
  const { draft, asked } = line;
  const form = useRef<HTMLFormElement>(null);
  const submit = () => {
    const came = line.submit();
    if (came !== "asked") goTo(came === "recorded" ? "member" : came);
  };
  const confirm = () => {
    line.confirm();
    goTo("member");
  };
  /** Enter goes on to the next reading that the centre takes and that is still empty; behind the last it records. */
  const entered = (event: KeyboardEvent, field: string) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    const order = ["amount", ...ways.quality];
    const next = order.slice(order.indexOf(field) + 1).find((name) => !draft.quality[name as (typeof ways.quality)[number]]);
    if (!order.includes(field) || !next) return;
    event.preventDefault();
    goTo(next);
  };
  useShortcuts(line, form);
  return (
    <form ref={form} className={styles.entry} noValidate onSubmit={(event) => {
      event.preventDefault();
      submit();
    }}>
      <div className={styles.line}>
        <MemberField id={id("member")} line={line} next={() => goTo("amount")} />
        <AmountField id={id("amount")} line={line} unit={ways.unit} onKeyDown={(event) => entered(event, "amount")} />
      </div>
      {asked ? <Question doubts={asked} number={line.number} name={line.entry?.name ?? null} confirm={confirm} refuse={() => {
        line.refuse();
        goTo("amount");
      }} /> : <Recognised line={line} shift={place.shift} />}
      {/* Another speed or pattern is another device: it is connected anew. */}
      {ways.scale ? <ScaleBar key={Object.values(ways.scale).join(" ")} line={line} settings={ways.scale} unit={ways.unit} /> : null}
      {line.failures.map((failure) => <NotKept key={failure.key} failure={failure} send={line.sendUnkept} drop={line.dropUnkept} />)}
      <More line={line} ways={ways} change={change} centre={place.centre} entered={entered} id={id} />
      <Group gap="sm">
        <Button type="submit" size="md" disabled={asked !== null}>{draft.mends ? t("entry.mend") : t("entry.record")}</Button>
        <Button type="button" size="md" variant="default" onClick={() => {
          line.clear();
          goTo("member");
        }}>{t("entry.clear")}</Button>
      </Group>
    </form>
  );
}

/** Keys that work wherever the hand is on this screen. */
function useShortcuts({ change, clear, draft, asked, refuse }: EntryLine, form: React.RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (document.querySelector("[role=dialog]")) return;
      const inside = form.current?.contains(document.activeElement) ?? false;
      if (event.key === "F2") goTo("member");
      else if (event.key === "F8") change({ rejected: !draft.rejected });
      else if (event.key === "Escape" && (inside || asked)) {
        if (asked) refuse();
        else clear();
        goTo(asked ? "amount" : "member");
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [change, clear, draft.rejected, asked, refuse, form]);
}
