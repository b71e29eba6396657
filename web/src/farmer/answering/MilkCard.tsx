/** One weighing, large: the litres, what became of it, and the two buttons while it may be answered. */
import { Litres, Money } from "@shared/figures/Figures";
import { clock } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Link } from "../app/router";
import { useAnswers, type Said } from "../data/answers";
import { dayOfWeek } from "../data/days";
import { mayBeAnswered, shiftOf, waitsForAnswer, type Delivery } from "../data/milk";
import { useHasTyped } from "../data/typed";
import { useNow } from "../data/useNow";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icons";
import { Note } from "../ui/Note";
import ui from "../ui/ui.module.css";
import { DisputeForm } from "./DisputeForm";
import { NotSaid } from "./NotSaid";
import { SaidNote } from "./SaidNote";
import styles from "./answering.module.css";
import { useSaying } from "./useSaying";

type Given = { delivery: Delivery; withDay?: boolean; linked?: boolean };

export function MilkCard({ delivery, withDay = false, linked = true }: Given) {
  const t = useWords("answering");
  const answers = useAnswers();
  const said = answers.of(delivery.id);
  const pending = said && !isOver(said, delivery) ? said : null;
  const Heading = linked ? "h3" : "h2";
  const { sign, word } = shiftOf(delivery.shift);
  return (
    <article className={`${ui.card} ${styles.milk}`} aria-label={`${t(word)} ${delivery.litres} L`}>
      <header>
        <Icon name={sign} />
        <Heading>{t(word)}{withDay ? " " : ""}{withDay ? <time dateTime={delivery.date}>{dayOfWeek(delivery.date)}</time> : null}</Heading>
        {linked ? <Link to={`milk/weighing/${delivery.id}`} className={styles.story}>{t("story")}<span className="only-read"> {t(word)} {delivery.date}</span></Link> : null}
      </header>
      <p className={styles.figures}>
        <strong className={styles.litres}><Litres value={delivery.litres} /></strong>
        <Money value={delivery.value} />
      </p>
      {delivery.rejection_reason ? <Note tone="bad"><p>{t("rejected", { reason: delivery.rejection_reason })}</p></Note> : null}
      {pending ? <SaidNote said={pending} onSeen={() => void answers.seen(pending)} /> : <Standing delivery={delivery} />}
      {pending ? null : <Answering delivery={delivery} />}
    </article>
  );
}

/** What was said here a moment ago is on its way into the answer of the API. */
function isOver(said: Said, delivery: Delivery): boolean {
  const before = said.kind === "confirmation" ? ["recorded"] : ["recorded", "confirmed"];
  return said.state === "sent" && !before.includes(delivery.state);
}

/** The two buttons; and for a thumb that pressed the wrong one, the dispute while there is time. */
function Answering({ delivery }: { delivery: Delivery }) {
  const t = useWords("answering");
  const answers = useAnswers();
  const now = useNow();
  const hasBegun = useHasTyped(`dispute ${delivery.id}`);
  const [isDisputing, setIsDisputing] = useState(hasBegun);
  const { busy, problem, say } = useSaying();
  if (!mayBeAnswered(delivery, now)) return null;
  if (isDisputing) return <DisputeForm delivery={delivery} onDone={() => setIsDisputing(false)} />;
  if (!waitsForAnswer(delivery, now)) {
    return <Button look="plain" className={styles.after} onClick={() => setIsDisputing(true)}>{t("afterAll")}</Button>;
  }
  const confirm = () => say(() => answers.confirm(delivery.id));
  return (
    <>
      <NotSaid problem={problem} />
      <div className={styles.buttons}>
        <Button look="main" icon="check" className={styles.thumb} busy={busy} onClick={confirm}>{t("confirm")}</Button>
        <Button look="warm" icon="cross" className={styles.thumb} onClick={() => setIsDisputing(true)}>{t("dispute")}</Button>
      </div>
      <p className={ui.quiet}>{t("until", { until: clock(delivery.confirm_by) })}</p>
    </>
  );
}

function Standing({ delivery }: { delivery: Delivery }) {
  const t = useWords("answering");
  if (delivery.state === "recorded") return null;
  const { dispute } = delivery;
  return (
    <div className={styles.standing}>
      <State of={delivery.state} at={delivery.state === "disputed" ? dispute?.disputed_at : null} />
      {delivery.state === "disputed" && dispute ? (
        <p>
          {dispute.claimed_litres ? t("youSay", { claimed: dispute.claimed_litres }) : t("youDisagree")}{" "}
          {t("decidedBy", { by: clock(dispute.resolve_by) })}
        </p>
      ) : null}
      {delivery.state === "resolved" && dispute ? <p>{t(`outcome.${dispute.outcome ?? "upheld"}`)}{dispute.explanation ? ` “${dispute.explanation}”` : ""}</p> : null}
    </div>
  );
}
