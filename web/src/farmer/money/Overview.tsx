/** What the cooperative owes and how it comes about, with the ways to each list behind it. */
import { Money } from "@shared/figures/Figures";
import { businessDate, cents, fromCents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { span } from "../data/days";
import { sum } from "../data/milk";
import { periodOf, periodOfCode } from "../data/period";
import { useBalance, useCharges, useCooperative, useLately, useStatements } from "../data/questions";
import { useNow } from "../data/useNow";
import { Icon, type IconName } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

export function Overview() {
  const t = useWords("money");
  const balance = useBalance();
  const owes = useCharges().value?.filter((one) => one.state === "open").reduce((total, one) => total + cents(one.remaining?.amount ?? "0"), 0) ?? null;
  return (
    <Screen title={t("title")} of={balance}>
      <Shown of={balance}>
        {(value) => (
          <section className={ui.card} aria-labelledby="owed">
            <h2 id="owed">{t("howItComes")}</h2>
            <dl className={ui.sums}>
              <Parts owed={value.owed.amount} />
              <div className={ui.total}><dt>{t("owed")}</dt><dd><Money value={value.owed} /></dd></div>
              <Extra name={t("held")} amount={value.held.amount} />
              <Extra name={t("onWay")} amount={value.on_way.amount} />
              <Extra name={t("saved")} amount={value.saved.amount} />
              <Extra name={t("paid")} amount={value.paid.amount} />
            </dl>
          </section>
        )}
      </Shown>
      <ul className={ui.list}>
        <Way to="money/statements" icon="paper" name={t("statements")} hint={t("statementsHint")} />
        <Way to="money/payments" icon="receipt" name={t("payments")} hint={t("paymentsHint")} />
        <Way to="money/charges" icon="cart" name={t("charges")} hint={t("chargesHint")} amount={owes === null ? null : fromCents(owes)} />
        <Way to="money/account" icon="clock" name={t("account")} hint={t("accountHint")} />
      </ul>
    </Screen>
  );
}

/** The balance in the parts a member knows: the period that is being drawn, this period's milk, and the rest. */
function Parts({ owed }: { owed: string }) {
  const t = useWords("money");
  const rhythm = useCooperative().value?.rhythm ?? null;
  const lately = useLately(rhythm).value;
  const drawn = useStatements().value?.find((one) => one.settled_at === null && one.pays);
  const today = businessDate(useNow());
  if (!rhythm || !lately) return null;
  const now = periodOf(today, rhythm);
  const soFar = cents(sum(lately.filter((one) => one.date >= now.start)).value);
  const before = drawn ? periodOfCode(drawn.period) : null;
  const rest = cents(owed) - soFar;
  return (
    <>
      <div><dt>{t("thisPeriod")}<small>{span(now.start, now.end)}, {t("beforeDeductions")}</small></dt><dd><Money value={{ amount: fromCents(soFar), currency: "KES" }} /></dd></div>
      {rest === 0 ? null : (
        <div>
          <dt>{t("until")}<small>{drawn && before ? t("beingDrawn", { period: span(before.start, before.end) }) : t("carried")}</small></dt>
          <dd><Money value={{ amount: fromCents(rest), currency: "KES" }} /></dd>
        </div>
      )}
    </>
  );
}

function Extra({ name, amount }: { name: string; amount: string }) {
  if (cents(amount) === 0) return null;
  return <div><dt>{name}</dt><dd><Money value={{ amount, currency: "KES" }} /></dd></div>;
}

type WayGiven = { to: string; icon: IconName; name: string; hint: string; amount?: string | null };

function Way({ to, icon, name, hint, amount = null }: WayGiven) {
  return (
    <li>
      <Link to={to} className={ui.row}>
        <Icon name={icon} />
        <span className={ui.rowMain}>{name}<small>{amount === null || cents(amount) === 0 ? hint : <Money value={{ amount, currency: "KES" }} />}</small></span>
        <Icon name="next" />
      </Link>
    </li>
  );
}
