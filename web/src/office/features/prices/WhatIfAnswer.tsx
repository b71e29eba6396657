/** What the milk was worth and would be: in all, per litre, by centre, and who would gain and lose most. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { useCentres } from "@office/parts/forms/fields";
import { Note } from "@office/parts/Note";
import type { Schemas } from "@shared/api/client";
import { Count, Day, Litres, Money, type MoneyText } from "@shared/figures/Figures";
import { cents, fromCents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";
import { Link } from "react-router";

import styles from "./prices.module.css";

type Answer = Schemas["WhatIfAnswer"];
type Member = Answer["biggest"][number];

const minus = (then: MoneyText, now: MoneyText): MoneyText => ({ amount: fromCents(cents(then.amount) - cents(now.amount)), currency: then.currency });

/** More with its plus sign, less in red with its minus. */
function Change({ value }: { value: MoneyText }) {
  const isMore = cents(value.amount) > 0;
  return <span className={isMore ? styles.more : undefined}>{isMore ? "+" : ""}<Money value={value} /></span>;
}

export function WhatIfAnswer({ answer }: { answer: Answer }) {
  const t = useWords("prices");
  const gains = answer.biggest.filter((one) => cents(one.then.amount) > cents(one.now.amount));
  const losses = answer.biggest.filter((one) => cents(one.then.amount) < cents(one.now.amount));
  return (
    <>
      <p className={styles.soft}>
        <Link className={styles.link} to={`/deliveries?from=${answer.from}&to=${answer.to}`}>{t("whatIf.milk", { count: answer.deliveries, figure: answer.deliveries.toLocaleString("en-KE") })}</Link>
        {" · "}<Litres value={answer.litres} /> · <Day date={answer.from} /> – <Day date={answer.to} />
      </p>
      {answer.warning ? <Note title={t("warning")}>{answer.warning}</Note> : null}
      <dl className={styles.sums}>
        <Sum name={t("whatIf.difference")}><Change value={answer.difference} /></Sum>
        <Sum name={t("whatIf.then")} small={<>{t("whatIf.wasNow")} <Money value={answer.priced_now} /></>}><Money value={answer.priced_then} /></Sum>
        {answer.per_litre_then ? (
          <Sum name={t("whatIf.perLitre")} small={answer.per_litre_now ? <>{t("whatIf.wasNow")} <Money value={answer.per_litre_now} /></> : null}><Money value={answer.per_litre_then} /></Sum>
        ) : null}
        <Sum name={t("whatIf.members")} small={t("whatIf.same", { count: answer.members.same })}>
          <span className={styles.more}>{t("whatIf.more", { count: answer.members.more })}</span>, <span className={answer.members.less > 0 ? styles.less : undefined}>{t("whatIf.less", { count: answer.members.less })}</span>
        </Sum>
      </dl>
      <ByCentre answer={answer} />
      <div className={styles.two}>
        {gains.length > 0 ? <Most title={t("whatIf.gain")} members={gains} /> : null}
        {losses.length > 0 ? <Most title={t("whatIf.lose")} members={losses} /> : null}
      </div>
    </>
  );
}

function Sum({ name, small, children }: { name: string; small?: ReactNode; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}{small ? <small>{small}</small> : null}</dd></div>;
}

function ByCentre({ answer }: { answer: Answer }) {
  const t = useWords("prices");
  const centres = useCentres();
  const columns: Column<Answer["by_centre"][number]>[] = [
    { id: "centre", title: t("centre"), cell: (line) => centres.name(line.centre) },
    { id: "litres", title: t("litres"), figure: true, minor: true, cell: (line) => <Litres value={line.litres} /> },
    { id: "now", title: t("whatIf.now"), figure: true, cell: (line) => <Money value={line.now} /> },
    { id: "then", title: t("whatIf.would"), figure: true, cell: (line) => <Money value={line.then} /> },
    { id: "change", title: t("whatIf.change"), figure: true, cell: (line) => <Change value={minus(line.then, line.now)} /> },
  ];
  return (
    <>
      <h3 className={styles.subtitle}>{t("whatIf.byCentre")}</h3>
      <div className={styles.edge}><DataTable caption={t("whatIf.byCentre")} columns={columns} rows={answer.by_centre} rowKey={(line) => line.centre}
        to={(line) => `/deliveries?centre=${line.centre}&from=${answer.from}&to=${answer.to}`} /></div>
    </>
  );
}

function Most({ title, members }: { title: string; members: readonly Member[] }) {
  const t = useWords("prices");
  const columns: Column<Member>[] = [
    { id: "member", title: t("member"), cell: (one) => (one.name ? `${one.member}, ${one.name}` : one.member) },
    { id: "then", title: t("whatIf.would"), figure: true, cell: (one) => <Money value={one.then} /> },
    { id: "change", title: t("whatIf.change"), figure: true, cell: (one) => <Change value={minus(one.then, one.now)} /> },
  ];
  return (
    <div>
      <h3 className={styles.subtitle}>{title}: <Count value={members.length} /></h3>
      <DataTable caption={title} columns={columns} rows={members} rowKey={(one) => one.member} to={(one) => `/members/${one.member}`} />
    </div>
  );
}
