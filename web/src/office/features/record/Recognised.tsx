/** Who the number belongs to, what they usually bring, what they brought already. It keeps its place when empty. */
import { Litres } from "@shared/figures/Figures";
import { clock, litres } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import styles from "./entry.module.css";
import { usualOf, type Shift } from "./roster";
import type { EntryLine } from "./useEntry";

export function Recognised({ line, shift }: { line: EntryLine; shift: Shift }) {
  const { draft, number } = line;
  const t = useWords("record");
  if (!draft.member.trim()) return <LastDone line={line} />;
  return (
    <div className={styles.who} role="status">
      {line.entry ? <Known line={line} shift={shift} /> : (
        <>
          <p className={styles.name}>{line.searching ? t("who.searching") : number ? t("who.unknown", { number }) : t("who.typing")}</p>
          <p className={styles.soft}>{number ? t("who.unknownText") : t("who.typingText")}</p>
        </>
      )}
    </div>
  );
}

function Known({ line, shift }: { line: EntryLine; shift: Shift }) {
  const t = useWords("record");
  const { entry, earlier } = line;
  if (!entry) return null;
  const usual = entry.usual[shift];
  const mean = usualOf(entry);
  return (
    <>
      <p className={styles.name}>
        <span className={styles.number}>{entry.number}</span> {entry.name ?? t("entry.noName")}
        {entry.state === "active" ? null : <> <State of={entry.state} /></>}
      </p>
      <p>
        {usual ? t("who.usual", { shift: t(`in.${shift}`) }) : mean === null ? t("who.noUsual") : t("who.notThisShift", { shift: t(`in.${shift}`) })}
        {usual ? <> <strong><Litres value={usual} /></strong></> : null}
      </p>
      {earlier ? (
        <p className={styles.warm}>
          {t("who.earlier")} <strong><Litres value={earlier.litres} /></strong> {t("who.at", { time: clock(earlier.at, "time") })}
        </p>
      ) : null}
    </>
  );
}

/** After Enter: what was kept, until the next number is typed. */
function LastDone({ line }: { line: EntryLine }) {
  const t = useWords("record");
  const { done } = line;
  if (!done) return <div className={styles.who} role="status"><p className={styles.soft}>{t("who.start")}</p></div>;
  const { body, name } = done;
  const amount = body.litres ? litres(body.litres) : `${body.kilograms ?? ""} kg`;
  return (
    <div className={styles.who} role="status">
      <p className={styles.name}>✓ {amount} · <span className={styles.number}>{body.member}</span> {name ?? ""}</p>
      <p className={styles.soft}>{t("who.kept")}</p>
    </div>
  );
}
