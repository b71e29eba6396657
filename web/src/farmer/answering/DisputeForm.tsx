/** The member disagrees: why, how many litres it was, and a note. Kept on this phone at once, sent when it can be. */
import { litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { useAnswers, type Claim } from "../data/answers";
import { readLitres, type Delivery } from "../data/milk";
import { useTyped } from "../data/typed";
import { Button } from "../ui/Button";
import { Choices, Field } from "../ui/Field";
import { NotSaid } from "./NotSaid";
import styles from "./answering.module.css";
import { useSaying } from "./useSaying";

const REASONS = ["quantity", "quality", "not-mine", "other"] as const;
type Reason = (typeof REASONS)[number];

const NOTHING: { reason: Reason; typed: string; note: string } = { reason: "quantity", typed: "", note: "" };

/** Why the litres cannot be meant, or null. They are asked for where the quantity is in dispute. */
function wrongLitres(reason: Reason, typed: string, recorded: string): "needed" | "unread" | "same" | null {
  if (reason !== "quantity" && !typed.trim()) return null;
  if (!typed.trim()) return "needed";
  const read = readLitres(typed);
  if (read === null) return "unread";
  return reason === "quantity" && litres(read) === litres(recorded) ? "same" : null;
}

export function DisputeForm({ delivery, onDone: done }: { delivery: Delivery; onDone: () => void }) {
  const t = useWords("answering");
  const answers = useAnswers();
  const [{ reason, typed, note }, change, forget] = useTyped(`dispute ${delivery.id}`, NOTHING);
  const [isTried, setIsTried] = useState(false);
  const { busy, problem, say } = useSaying();
  const wrong = wrongLitres(reason, typed, delivery.litres);
  const onDone = () => {
    forget();
    done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (wrong) return;
    const claimed = reason === "quantity" ? readLitres(typed) : null;
    const claim: Claim = { reason, ...(claimed === null ? {} : { claimed_litres: claimed }), ...(note.trim() ? { note: note.trim() } : {}) };
    say(() => answers.dispute(delivery.id, claim), onDone);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Choices legend={t("why")} value={reason} onChoose={(value) => change({ reason: value })}
        options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))} />
      {reason === "quantity" ? (
        <Field label={t("howMany")} hint={t("recordedAs", { litres: litres(delivery.litres) })} inputMode="decimal" first value={typed}
          wrong={isTried && wrong ? t(`wrong.${wrong}`) : undefined} onChange={(event) => change({ typed: event.currentTarget.value })} />
      ) : null}
      <Field label={t("note")} maxLength={200} value={note} onChange={(event) => change({ note: event.currentTarget.value })} />
      <p className={styles.fair}>{t("fair")}</p>
      <NotSaid problem={problem} />
      <div className={styles.buttons}>
        <Button look="plain" onClick={onDone}>{t("cancel")}</Button>
        <Button look="main" type="submit" icon="send" busy={busy}>{t("send")}</Button>
      </div>
    </form>
  );
}
