/** Every change of the balance, the newest first, with the balance after it: the answer to "why is it so much?". */
import { client, type Schemas } from "@shared/api/client";
import { Litres, Money } from "@shared/figures/Figures";
import { cents, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Link } from "../app/router";
import { dayOfWeek } from "../data/days";
import { shiftOf } from "../data/milk";
import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

const PAGE = 40;
const MOST = 200;
type Line = Schemas["AccountLine"];

export function Account() {
  const t = useWords("money");
  const number = useMember();
  const [limit, setLimit] = useState(PAGE);
  const query = { account: "milk" as const, newest_first: true, limit };
  const account = useAnswer(`${number}/account/${limit}`, () =>
    body(client.GET("/api/v1/members/{number}/account", { params: { path: { number }, query } })),
  );
  const canMore = account.value?.next != null && limit < MOST;
  return (
    <Screen title={t("account")} back="money" of={account}>
      <Shown of={account} isEmpty={({ items }) => items.length === 0} empty={<p>{t("noAccount")}</p>}>
        {({ items }) => (
          <ul className={ui.list}>
            {items.filter((line) => cents(line.amount.amount) !== 0).map((line) => <li key={`${line.position}/${line.number}`}><Row line={line} /></li>)}
          </ul>
        )}
      </Shown>
      {canMore ? <Button wide busy={account.waiting} onClick={() => setLimit(Math.min(MOST, limit + 2 * PAGE))}>{t("more")}</Button> : null}
    </Screen>
  );
}

type Words = ReturnType<typeof useWords>;
const FAMILIES = ["payout", "statement", "adjustment", "price_difference", "charge", "member"];
const OF_MILK = ["corrected", "voided", "sampled", "disputed", "dispute_resolved"];

function nameOf({ kind, part, text }: Line, t: Words): string {
  const [family = "", what = ""] = kind.split(".");
  if (family === "delivery") return t(OF_MILK.includes(what) ? `milkLine.${what}` : `milkLine.${shiftOf(text.slice(text.lastIndexOf(" ") + 1)).word}`);
  if (part === "saved" || part === "premium") return t(part === "saved" ? "savedNow" : "premium");
  if (family === "statement" && text) return text;
  return FAMILIES.includes(family) ? t(`line.${family}`) : kind;
}

function Row({ line }: { line: Line }) {
  const t = useWords("money");
  const inside = (
    <>
      <span className={ui.rowMain}>
        <span>{nameOf(line, t)}</span>
        <small><time dateTime={line.date}>{dayOfWeek(line.date)}</time>{cents(line.litres) === 0 ? null : <> · <Litres value={line.litres} /></>}</small>
      </span>
      <span className={ui.rowSide}><Money value={line.amount} /><small>= {money(line.balance.amount)}</small></span>
    </>
  );
  if (!line.kind.startsWith("delivery.")) return <div className={ui.row}>{inside}</div>;
  return <Link to={`milk/weighing/${line.about}`} className={ui.row}>{inside}</Link>;
}
