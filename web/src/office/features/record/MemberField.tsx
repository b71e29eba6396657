/** A number, a name or a phone: who is meant appears while it is typed. */
import { TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { useEffect, useState, type KeyboardEvent } from "react";

import styles from "./entry.module.css";
import type { EntryLine } from "./useEntry";

export function MemberField({ id, line, next }: { id: string; line: EntryLine; next: () => void }) {
  const t = useWords("record");
  const { draft, found, entry } = line;
  const [marked, setMarked] = useState({ text: "", place: 0 });
  const active = marked.text === draft.member ? marked.place : 0;
  const setActive = (place: number) => setMarked({ text: draft.member, place });
  const [focused, setFocused] = useState(false);
  const listed = entry || draft.chosen ? [] : found;
  const open = focused && listed.length > 0;
  useEffect(() => {
    // After the shell, which gives the keyboard to the top of each new screen.
    const soon = requestAnimationFrame(() => document.getElementById(id)?.focus());
    return () => cancelAnimationFrame(soon);
  }, [id]);

  const pick = (place: number) => {
    const one = listed[place];
    if (one) line.choose(one);
    next();
  };
  const pressed = (event: KeyboardEvent) => {
    const { key } = event;
    const figures = /^\d+$/.test(draft.member.trim());
    if (key === "ArrowDown" && open) setActive((active + 1) % listed.length);
    else if (key === "ArrowUp" && open) setActive((active + listed.length - 1) % listed.length);
    else if (key === "Enter" && draft.member.trim() && !event.ctrlKey) pick(active);
    else if (key === " " && figures) pick(active);
    else if (key === "Tab" && open && !event.shiftKey) pick(active);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <TextInput
        id={id} label={t("entry.member")} value={draft.member} error={line.wrong.member ? t(line.wrong.member) : undefined}
        size="xl" autoComplete="off" autoCapitalize="off" spellCheck={false} enterKeyHint="next"
        onChange={(event) => line.change({ member: event.currentTarget.value, chosen: "" })}
        onKeyDown={pressed} onFocus={(event) => {
          setFocused(true);
          event.currentTarget.select();
        }} onBlur={() => setFocused(false)}
        role="combobox" aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${active}` : undefined} classNames={{ input: styles.big ?? "", label: styles.label ?? "" }}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t("entry.found")} className={styles.found} hidden={!open}>
        {listed.map((one, place) => (
          <div key={one.number} id={`${id}-${place}`} role="option" aria-selected={place === active} className={styles.option}
            onPointerDown={(event) => {
              event.preventDefault();
              pick(place);
            }}>
            <span className={styles.number}>{one.number}</span>
            <span>{one.name ?? t("entry.noName")}</span>
            <span className={styles.soft}>{one.phone ? `…${one.phone.slice(-4)}` : ""}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
