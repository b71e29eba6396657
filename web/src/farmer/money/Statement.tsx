/** One statement: the milk by its price, what came to it, every deduction and why, what was paid and what remains. */
import { Clock, Litres, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { currentLanguage, useWords } from "@shared/words/i18n";

import { span } from "../data/days";
import { useStatement, type StatementPaper } from "../data/questions";
import { useMember } from "../data/session";
import { useRule } from "../data/useRule";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { Deductions } from "./Deductions";
import { Weighings } from "./Weighings";
import { StandingNote } from "./StandingNote";

export function Statement({ run }: { run: string }) {
  const t = useWords("money");
  const number = useMember();
  const statement = useStatement(run);
  const title = statement.value ? span(statement.value.period_start, statement.value.period_end) : t("statement");
  const pdf = `/api/v1/settlements/${encodeURIComponent(run)}/statements/${encodeURIComponent(number)}/document.pdf?language=${currentLanguage()}`;
  return (
    <Screen title={title} back="money/statements" of={statement}>
      <Shown of={statement}>
        {(paper) => (
          <>
            <StandingNote paper={paper} />
            <Milk paper={paper} />
            <Deductions paper={paper} />
            <Net paper={paper} />
            <Weighings paper={paper} />
            <a href={pdf} download className={`${ui.button} ${ui.wide}`}><Icon name="down" /><span>{t("pdf")}</span></a>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Milk({ paper }: { paper: StatementPaper }) {
  const t = useWords("money");
  const rule = useRule();
  return (
    <section className={ui.card} aria-labelledby="milk">
      <h2 id="milk">{t("milk")}</h2>
      <dl className={ui.sums}>
        {paper.prices.map((price) => (
          <div key={`${price.rule} ${price.price_per_litre.amount}`}>
            <dt><Litres value={price.litres} /> × <Money value={price.price_per_litre} />{rule(price.rule) ? <small>{rule(price.rule)}</small> : null}</dt>
            <dd><Money value={price.amount} /></dd>
          </div>
        ))}
        {paper.premiums.map((premium, index) => (
          <div key={`${index} ${premium.text}`}>
            <dt>
              {t("premium")}
              <small><Litres value={premium.litres} /> × <Money value={premium.price_per_litre} /></small>
              {premium.text === paper.premiums[index - 1]?.text ? null : <small>{premium.text}</small>}
            </dt>
            <dd><Money value={premium.amount} /></dd>
          </div>
        ))}
        {paper.adjustments.map((one) => (
          <div key={one.id}><dt>{t("adjustment")}<small>{one.reason}</small></dt><dd><Money value={one.amount} /></dd></div>
        ))}
        {cents(paper.carried_in.amount) === 0 ? null : <div><dt>{t("carriedIn")}</dt><dd><Money value={paper.carried_in} /></dd></div>}
      </dl>
    </section>
  );
}

function Net({ paper }: { paper: StatementPaper }) {
  const t = useWords("money");
  return (
    <section className={ui.card} aria-labelledby="net">
      <h2 id="net">{t("net")}</h2>
      <dl className={ui.sums}>
        {cents(paper.saved.amount) === 0 ? null : <div><dt>{t("savedNow")}</dt><dd><Money value={paper.saved} /></dd></div>}
        <div className={ui.total}><dt>{t(paper.standing === "paid" ? "paidOut" : paper.pays ? "toBePaid" : "notPaid")}</dt><dd><Money value={paper.net} /></dd></div>
        {cents(paper.carried_out.amount) === 0 ? null : <div><dt>{t("carriedOut")}<small>{t("wholeShillings")}</small></dt><dd><Money value={paper.carried_out} /></dd></div>}
        {paper.receipt ? <div><dt>{t("receipt")}</dt><dd>{paper.receipt}</dd></div> : null}
        {paper.paid_at ? <div><dt>{t("paidAt")}</dt><dd><Clock at={paper.paid_at} /></dd></div> : null}
      </dl>
    </section>
  );
}
