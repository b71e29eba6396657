/** One line to fill in, with its name above and what is wrong below. */
import { useWords } from "@shared/words/i18n";
import { useEffect, useId, useRef, useState, type FormEvent, type InputHTMLAttributes, type ReactNode } from "react";

import styles from "./field.module.css";
import ui from "./ui.module.css";

/** `first`: what one came to fill in, so that it can be typed at once. */
type Given = { label: string; hint?: string; wrong?: string | undefined; first?: boolean } & InputHTMLAttributes<HTMLInputElement>;

/** What is left out is said below the field, in the member's language; the browser's own bubble speaks its own. */
function useMissing() {
  const [missing, setMissing] = useState(false);
  const onInvalid = (event: FormEvent<HTMLInputElement>) => {
    event.preventDefault();
    setMissing(true);
    if (event.currentTarget.form?.querySelector(":invalid") === event.currentTarget) event.currentTarget.focus();
  };
  return { missing, onInvalid, onInput: () => setMissing(false) };
}

export function Field({ label, hint, wrong: told, first = false, ...rest }: Given) {
  const t = useWords("ui");
  const { missing, ...listens } = useMissing();
  const wrong = missing ? t("needed") : told;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first) input.current?.focus();
  }, [first]);
  const described = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].join(" ").trim();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint ? <p id={`${id}-hint`} className={ui.quiet}>{hint}</p> : null}
      <input id={id} ref={input} aria-invalid={wrong ? true : undefined} aria-describedby={described || undefined} {...listens} {...rest} />
      {wrong ? <p id={`${id}-wrong`} className={styles.wrong} role="alert">{wrong}</p> : null}
    </div>
  );
}

type Options<Value extends string> = {
  legend: string;
  value: Value | null;
  options: readonly { value: Value; label: string; hint?: string; icon?: ReactNode }[];
  onChoose: (value: Value) => void;
};

/** A few answers of which one holds, each as large as a thumb. */
export function Choices<Value extends string>({ legend, value, options, onChoose }: Options<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          {option.icon}
          <span>{option.label}{option.hint ? <small>{option.hint}</small> : null}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Tick({ label, hint, checked, onTick }: { label: string; hint?: string; checked: boolean; onTick: (on: boolean) => void }) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={checked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <span>{label}{hint ? <small>{hint}</small> : null}</span>
    </label>
  );
}
