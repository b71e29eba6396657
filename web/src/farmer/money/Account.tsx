/** Every change of the balance, the newest first, with the balance after it: the answer to "why is it so much?". */
import { client, type Schemas } from "@shared/api/client";
import { Day, Litres, Money } from "@shared/figures/Figures";
import { cents, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Link } from "../app/router";
import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icons";
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

const KNOWN = ["delivery", "payout", "statement", "adjustment", "price_difference", "charge", "member"];

function Row({ line }: { line: Line }) {
  const t = useWords("money");
  const [family = ""] = line.kind.split(".");
  const name = KNOWN.includes(family) ? t(`line.${family}`) : line.kind;
  const inside = (
    <>
      <span className={ui.rowMain}>
        <span>{family === "statement" ? line.text || name : name}</span>
        <small><Day date={line.date} />{cents(line.litres) === 0 ? null : <> · <Litres value={line.litres} /></>}</small>
      </span>
      <span className={ui.rowSide}><Money value={line.amount} /><small>= {money(line.balance.amount)}</small></span>
    </>
  );
  if (family !== "delivery") return <div className={ui.row}>{inside}</div>;
  return <Link to={`milk/weighing/${line.about}`} className={ui.row}>{inside}<Icon name="next" /></Link>;
}
