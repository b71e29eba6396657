/** What became of the money, added up as in a book: paid + failed + unknown + held + unsent = approved. Each leads to its payouts. */
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Text } from "@mantine/core";
import { Count, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import type { Tone } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { share, type Group, type Money as Amount, type RunStory } from "./run";
import styles from "./settlement.module.css";

const TONE: Record<Group, Tone> = { paid: "good", failed: "bad", unknown: "warm", held: "warm", unsent: "open" };

export function Groups({ run }: { run: RunStory }) {
  const t = useWords("settlement");
  const countOf = (group: Group) => run.groups.find((one) => one.group === group)?.count ?? 0;
  const [done, all, people] = [countOf("paid"), run.approved?.count ?? 0, countOf("failed") + countOf("held")];
  return (
    <Panel title={t("groups.title")} beside={<span className={styles.soft} aria-live="polite">{t("groups.progress", { done, all })}</span>}>
      {run.settled < run.statements ? <Text size="sm" mb="sm">{t("groups.booking", { settled: run.settled, statements: run.statements })}</Text> : null}
      <table className={styles.equation}>
        <caption className="only-read">{t("groups.title")}</caption>
        <tbody>
          {run.groups.map((one, place) => (
            <Term key={one.group} sign={place > 0 ? "+" : ""} name={t(`groups.${one.group}`)} to={`/payouts?run=${run.id}&group=${one.group}`} count={one.count} amount={one.amount}
              part={share(cents(one.amount.amount), cents(run.approved?.amount.amount ?? "0"))} tone={one.count > 0 ? (styles[TONE[one.group]] ?? "") : (styles.zero ?? "")} />
          ))}
        </tbody>
        {run.approved ? (
          <tfoot><Term sign="=" name={t("groups.approved")} to={`/payouts?run=${run.id}`} count={run.approved.count} amount={run.approved.amount} tone="" part={0} /></tfoot>
        ) : null}
      </table>
      {run.balanced === false
        ? <div className={styles.after}><Note tone="bad" title={t("groups.unbalanced")}>{t("groups.unbalancedText")}</Note></div>
        : <Text size="sm" c="dimmed" mt="sm">{run.state === "completed" ? t("groups.completed") : t("groups.balanced")}</Text>}
      {people > 0 ? <Link to="/payouts/work" className={`${styles.all} no-print`}>{t("groups.people", { count: people })}</Link> : null}
    </Panel>
  );
}

type TermProps = { sign: string; name: string; to: string; count: number; amount: Amount; part: number; tone: string };

function Term({ sign, name, to, count, amount, part, tone }: TermProps) {
  return (
    <tr className={tone}>
      <th scope="row"><span className={styles.sign} aria-hidden>{sign}</span><Link to={to}>{name}</Link></th>
      <td className={styles.bar} aria-hidden><span style={{ width: `${part}%` }} /></td>
      <td><Count value={count} /></td>
      <td><Money value={amount} /></td>
    </tr>
  );
}
