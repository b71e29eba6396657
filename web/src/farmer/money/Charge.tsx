/** One thing that is owed: how much, how it is taken, what was taken until now. */
import { client } from "@shared/api/client";
import { Day, Money } from "@shared/figures/Figures";
import { cents, fromCents, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import type { ChargeWithStory } from "../data/questions";
import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Icon } from "../ui/Icons";
import { Note } from "../ui/Note";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { periodText } from "./Statements";

export function Charge({ id }: { id: string }) {
  const t = useWords("money");
  const number = useMember();
  const charge = useAnswer<ChargeWithStory>(`${number}/charge/${id}`, () => body(client.GET("/api/v1/charges/{id}", { params: { path: { id } } })));
  return (
    <Screen title={charge.value?.text ?? t("charge")} back="money/charges" of={charge}>
      <Shown of={charge}>{(one) => <><Terms charge={one} /><Takings charge={one} /></>}</Shown>
    </Screen>
  );
}

function Terms({ charge }: { charge: ChargeWithStory }) {
  const t = useWords("money");
  const taken = cents(charge.taken.amount) + cents(charge.taken_before.amount) + cents(charge.paid.amount);
  const how = { rate: charge.rate ? money(charge.rate.amount) : "", percent: charge.share_percent === null ? "" : String(Number(charge.share_percent)) };
  return (
    <section className={ui.card}>
      <h2>{t(`kind.${charge.kind}`, { defaultValue: charge.kind })}</h2>
      <p className={ui.quiet}>{t(`basis.${charge.basis}`, how)}</p>
      <dl className={ui.sums}>
        {charge.amount ? <div><dt>{t("amount")}</dt><dd><Money value={charge.amount} /></dd></div> : null}
        {taken > 0 ? <div><dt>{t("taken")}</dt><dd><Money value={{ amount: fromCents(taken), currency: "KES" }} /></dd></div> : null}
        {cents(charge.written_off.amount) > 0 ? <div><dt>{t("writtenOff")}</dt><dd><Money value={charge.written_off} /></dd></div> : null}
        {cents(charge.cancelled.amount) > 0 ? <div><dt>{t("cancelled")}</dt><dd><Money value={charge.cancelled} /></dd></div> : null}
        {charge.remaining ? <div className={ui.total}><dt>{t("leftSum")}</dt><dd><Money value={charge.remaining} /></dd></div> : null}
        <div><dt>{t("since")}</dt><dd><Day date={charge.starts} /></dd></div>
        {charge.reference ? <div><dt>{t("reference")}</dt><dd>{charge.reference}</dd></div> : null}
      </dl>
    </section>
  );
}

function Takings({ charge }: { charge: ChargeWithStory }) {
  const t = useWords("money");
  if (charge.takings.length === 0) return <Note><p>{t("noTakings")}</p></Note>;
  return (
    <section className={ui.part} aria-labelledby="takings">
      <h2 id="takings">{t("takings")}</h2>
      <ul className={ui.list}>
        {charge.takings.map((one) => {
          const inside = (
            <>
              <span className={ui.rowMain}><Day date={one.day} /><small>{one.period ? t("fromMilk", { period: periodText(one.period) }) : t("direct", { reference: one.reference ?? "–" })}</small></span>
              <span className={ui.rowSide}><Money value={one.amount} /></span>
            </>
          );
          return <li key={one.position}>{one.run ? <Link to={`money/statement/${one.run}`} className={ui.row}>{inside}<Icon name="next" /></Link> : <div className={ui.row}>{inside}</div>}</li>;
        })}
      </ul>
    </section>
  );
}
