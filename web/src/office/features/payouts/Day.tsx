/** One day beside M-Pesa: every difference with the sum and what to do, and whether the float adds up. Nothing is settled here. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { Clock, Count, Money } from "@shared/figures/Figures";
import { cents, day as dayWords } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { Link, useParams } from "react-router";

import { Frame } from "./Frame";
import styles from "./payouts.module.css";

type Reconciliation = Schemas["Reconciliation"];
type Difference = Schemas["Difference"];

export default function Day() {
  const t = useWords("payouts");
  const { day = "" } = useParams();
  const asked = api.useQuery("get", "/api/v1/reconciliations/{day}", { params: { path: { day } } });
  const title = /^\d{4}-\d{2}-\d{2}$/.test(day) ? dayWords(day) : day;
  return (
    <Frame title={t("compare.of", { day: title })}>
      <Ask asked={asked} waiting={<Waiting rows={8} height={40} />}>{(found) => <Content found={found} />}</Ask>
    </Frame>
  );
}

function Content({ found }: { found: Reconciliation }) {
  const t = useWords("payouts");
  return (
    <div className={styles.beside}>
      <div className={styles.main}>
        {found.differences.length === 0 ? <Panel><Empty title={t("compare.clean")} text={t(found.covered ? "compare.cleanText" : "compare.uncoveredText")} /></Panel> : null}
        {found.counts.filter((one) => one.count > 0).map(({ kind, count, amount }) => (
          <Panel key={kind} title={t(`difference.${kind}`, { defaultValue: kind })} beside={<span><Count value={count} /> · <Money value={amount} strong /></span>}>
            {found.differences.filter((one) => one.kind === kind).map((one, place) => <One key={`${one.payout}${one.receipt}${place}`} difference={one} first={place === 0} />)}
          </Panel>
        ))}
        {found.counts.reduce((sum, one) => sum + one.count, 0) > found.shown ? <Note title={t("compare.shown", { count: found.shown })} /> : null}
      </div>
      <aside className={styles.aside} aria-label={t("one.facts")}>
        <dl className={styles.facts}>
          <div className={styles.big}><dt>{t("compare.payments")}</dt><dd><Money value={found.payments_amount} /></dd></div>
          <div><dt>{t("count")}</dt><dd><Count value={found.payments} /></dd></div>
          <div><dt>{t("compare.lines")}</dt><dd><Count value={found.lines} /></dd></div>
          <div><dt>{t("compare.matched")}</dt><dd><Count value={found.matched} /></dd></div>
          <div><dt>{t("compare.statement")}</dt><dd>{t(found.covered ? "compare.covered" : "compare.uncovered")}</dd></div>
        </dl>
        {found.float_sum ? <FloatSum sum={found.float_sum} /> : null}
      </aside>
    </div>
  );
}

function One({ difference, first }: { difference: Difference; first: boolean }) {
  const t = useWords("payouts");
  return (
    <div className={styles.difference}>
      {first ? <><p>{difference.sentence}</p><p className={styles.todo}>{t(`differenceTodo.${difference.kind}`, { defaultValue: difference.todo })}</p></> : null}
      <dl className={styles.gauge}>
        {difference.member ? <div><dt>{t("member")}</dt><dd>{difference.payout ? <Link to={`/payouts/${difference.payout}`} className={styles.link}>{difference.member}</Link> : difference.member}</dd></div> : null}
        {difference.receipt ? <div><dt>{t("receipt")}</dt><dd>{difference.receipt}</dd></div> : null}
        {difference.at ? <div><dt>{t("compare.at")}</dt><dd><Clock at={difference.at} /></dd></div> : null}
        {difference.here ? <div><dt>{t("compare.here")}</dt><dd><Money value={difference.here} /></dd></div> : null}
        {difference.there ? <div><dt>{t("compare.there")}</dt><dd><Money value={difference.there} /></dd></div> : null}
        {difference.source ? <div><dt>{t("compare.source")}</dt><dd>{difference.row === null ? difference.source : t("compare.row", { source: difference.source, row: difference.row })}</dd></div> : null}
      </dl>
      {difference.offer && difference.payout ? <p className={styles.soft}>{t(difference.offer_now ? "compare.offer" : "compare.offerLater", { receipt: difference.offer.receipt, evidence: difference.offer.evidence })}</p> : null}
    </div>
  );
}

function FloatSum({ sum }: { sum: Schemas["FloatSum"] }) {
  const t = useWords("payouts");
  const lines = [["opening", sum.opening], ["came", sum.came], ["paid", sum.paid], ["fees", sum.fees], ["open", sum.open], ["seen", sum.seen]] as const;
  return (
    <dl className={styles.facts}>
      {lines.map(([name, amount]) => <div key={name}><dt>{t(`floatSum.${name}`)}</dt><dd><Money value={amount} /></dd></div>)}
      <div className={cents(sum.difference.amount) === 0 ? styles.good : styles.bad}><dt>{t("floatSum.difference")}</dt><dd><Money value={sum.difference} strong /></dd></div>
    </dl>
  );
}
