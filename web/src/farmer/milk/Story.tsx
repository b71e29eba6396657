/** What was done about a weighing, by whom and when, the oldest first; the proof at the end. */
import { clock, litres, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import type { DeliveryWithStory } from "../data/questions";
import ui from "../ui/ui.module.css";
import styles from "./milk.module.css";

type Chapter = DeliveryWithStory["story"][number];
type Words = ReturnType<typeof useWords>;
const KNOWN = ["recorded", "confirmed", "confirmation_lapsed", "disputed", "dispute_resolved", "corrected", "voided", "sampled"];
const CHANNELS = ["app", "sms", "ussd", "office", "job"];

export function Story({ delivery }: { delivery: DeliveryWithStory }) {
  const t = useWords("milk");
  const last = delivery.story.at(-1);
  // A fact says it in the ledger's own words; what was found last the delivery tells in the reader's.
  const judged = delivery.story.findLast(({ details }) => text(details["judged"]));
  const reasonOf = (chapter: Chapter) => written(chapter) ?? (chapter === judged ? delivery.judged : text(chapter.details["judged"]));
  return (
    <section className={ui.card} aria-labelledby="story">
      <h2 id="story">{t("story")}</h2>
      <ol className={styles.story}>
        {delivery.story.map((chapter) => (
          <li key={chapter.version}>
            <strong>{sentence(chapter, t)}</strong>
            {reasonOf(chapter) ? <span>“{reasonOf(chapter)}”</span> : null}
            <small>{clock(chapter.recorded_at)} · {whoOf(chapter, delivery.member, t)}</small>
          </li>
        ))}
      </ol>
      {last ? <p className={ui.quiet}>{t("proof", { position: last.position })}</p> : null}
    </section>
  );
}

const text = (value: unknown) => (typeof value === "string" ? value : null);

function sentence({ fact, details }: Chapter, t: Words): string {
  const kind = fact.replace("delivery.", "");
  if (!KNOWN.includes(kind)) return fact;
  const claimed = text(details["claimed_litres"]);
  if (kind === "disputed" && !claimed) return t(`fact.disputed_${text(details["reason"]) === "quantity" ? "other" : (text(details["reason"]) ?? "other")}`);
  const outcome = kind === "dispute_resolved" ? `_${text(details["outcome"]) ?? "upheld"}` : "";
  const value = details["value"];
  const worth = value instanceof Object && "amount" in value ? money(String(value.amount)) : "";
  const given = { litres: litres(text(details["litres"]) ?? "0"), claimed: litres(claimed ?? "0"), grade: text(details["grade"]) ? t("gradeIs", { grade: text(details["grade"]) }) : "", worth };
  return t(`fact.${kind}${outcome}`, given);
}

/** What somebody wrote about it: the farmer's note, the reason of a correction, the office's explanation. */
function written({ details }: Chapter): string | null {
  return text(details["note"]) ?? freeWords(details);
}

function freeWords(details: Chapter["details"]): string | null {
  const isDispute = "claimed_litres" in details;
  return text(details["explanation"]) ?? (isDispute ? null : text(details["reason"]));
}

function whoOf({ who, channel }: Chapter, member: string, t: Words): string {
  const [kind, name = ""] = who.split(":");
  const by = kind === "member" && name === member ? t("you") : kind === "job" ? t("clock") : t("official", { name });
  return CHANNELS.includes(channel) && kind !== "job" ? `${by}, ${t(`channel.${channel}`)}` : by;
}
