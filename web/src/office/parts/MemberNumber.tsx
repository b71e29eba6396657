/**
 * A member's number that goes into the page's address: asked for by Enter or on leaving the field, and where it is
 * `eager` once the hand rests. A name or a phone does not go there; it is told, and stays typed.
 */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent, type ReactNode } from "react";

import { memberOf } from "./about";

type Props = {
  label: string;
  placeholder?: string;
  value: string;
  set: (number: string) => void;
  eager?: boolean;
  /** In a form of its own, with these beside the field. */
  form?: string | undefined;
  children?: ReactNode;
};
const RESTS_MS = 350;

export function MemberNumber({ label, placeholder = "0042", value, set, eager = false, form, children }: Props) {
  const t = useWords("parts");
  const [typed, setTyped] = useState(value);
  const [isWrong, setWrong] = useState(false);
  const ask = (text: string) => {
    const found = text.trim() ? memberOf(text) : "";
    if (found !== null && found !== value) set(found);
    return found !== null;
  };
  const later = useDebouncedCallback(ask, RESTS_MS);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setWrong(!ask(typed));
  };
  return (
    <form onSubmit={submit} className={form} noValidate>
      <TextInput label={label} placeholder={placeholder} value={typed} autoComplete="off" spellCheck={false} maxLength={16} error={isWrong ? t("wrongMember") : undefined}
        onBlur={() => submit()} onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setWrong(false);
          if (eager) later(currentTarget.value);
        }} />
      {children}
    </form>
  );
}
