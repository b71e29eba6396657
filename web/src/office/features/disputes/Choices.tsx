/** Which litres hold: those of the record, those of the farmer, or others. The keys 1, 2 and 3 choose. */
import { TextInput } from "@mantine/core";
import { isTyping } from "@office/shell/keys";
import { Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { useEffect, useRef, type ReactNode } from "react";

import styles from "./disputes.module.css";
import { claimOf, type Disputed } from "./dispute";
import type { Choice } from "./told";

type Props = {
  delivery: Disputed; choice: Choice | null; choose: (choice: Choice) => void; typed: string; type: (typed: string) => void;
  missing: { choice?: boolean; litres?: boolean };
};

const CHOICES: readonly Choice[] = ["stands", "farmer", "other"];

export function Choices({ delivery, choice, choose, typed, type, missing }: Props) {
  const t = useWords("disputes");
  const claim = claimOf(delivery);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (choice === "other") field.current?.focus();
  }, [choice]);
  useChoosingKeys((one) => (one === "farmer" && claim === null ? undefined : choose(one)));
  const says: Record<Choice, ReactNode> = {
    stands: <Litres value={delivery.litres} />,
    farmer: claim === null ? <span className={styles.soft}>{t("noClaim")}</span> : <Litres value={claim} />,
    other: <span className={styles.soft}>{t("otherText")}</span>,
  };
  return (
    <fieldset className={styles.choices} aria-describedby={missing.choice ? "no-choice" : undefined}>
      <legend className="only-read">{t("which")}</legend>
      {CHOICES.map((one, index) => (
        <label key={one} className={styles.choice}>
          <input type="radio" name="choice" value={one} checked={choice === one} disabled={one === "farmer" && claim === null} onChange={() => choose(one)} />
          <span className={styles.title}>{t(`choice.${one}`)}<kbd aria-hidden="true">{index + 1}</kbd></span>
          <span className={styles.litres}>{says[one]}</span>
        </label>
      ))}
      {choice === "other" ? (
        <TextInput ref={field} label={t("litres")} value={typed} inputMode="decimal" autoComplete="off" className={styles.typed ?? ""}
          error={missing.litres ? t("wrongLitres") : undefined} onChange={(event) => type(event.currentTarget.value)} />
      ) : null}
      {missing.choice ? <p id="no-choice" role="alert" className={styles.late}>{t("noChoice")}</p> : null}
    </fieldset>
  );
}

function useChoosingKeys(choose: (choice: Choice) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = isTyping(event.target) && !(event.target instanceof HTMLInputElement && event.target.type === "radio");
      const one = CHOICES[Number(event.key) - 1];
      if (!one || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      choose(one);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [choose]);
}
