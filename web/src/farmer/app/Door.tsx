/** Behind the door: who is signed in sees the app, also without network; who is not, the sign-in. */
import { forgetKept } from "@shared/offline/kept";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext, useAskAnew } from "@shared/offline/useOutbox";
import { useQueryClient } from "@tanstack/react-query";
import { Activity, useEffect, useMemo, useReducer } from "react";

import { AnswersProvider } from "../data/answers";
import { askWho, SessionContext, useWho, WHO, type Who } from "../data/session";
import { keepOnlyOwn } from "../data/typed";
import { DOOR } from "../data/useAnswer";
import { SignIn } from "../signing/SignIn";
import { Bones } from "../ui/Shown";
import { ProblemNote } from "../ui/ProblemNote";
import { NotAMember } from "./NotAMember";
import { Shell } from "./Shell";
import styles from "./app.module.css";

export function Door() {
  const [, again] = useReducer((times: number) => times + 1, 0);
  const asked = useWho();
  const { isOut, isAnother, locked } = asked;
  const queries = useQueryClient();
  const enter = async () => {
    const now = await askWho().catch(() => null);
    if (now) keepOnlyOwn(now.number);
    if (now && now.principal === locked?.principal) {
      queries.setQueryData(WHO, now);
      await queries.invalidateQueries();
    } else await queries.resetQueries();
    again();
  };
  useEffect(() => {
    // What the one before saw is not for whoever signed in in another window.
    if (isAnother) void forgetKept(DOOR).catch(() => undefined).then(() => queries.resetQueries());
  }, [isAnother, queries]);
  useEffect(() => {
    if (isOut) void forgetKept(DOOR).catch(() => undefined);
  }, [isOut]);
  // A session that ends in the middle of a form locks the door: what was typed is there when the same member is back.
  const who = locked ?? (isOut || isAnother ? null : asked.value);
  return (
    <>
      {isOut ? <SignIn locks={locked !== null} onSignedIn={() => void enter()} /> : null}
      {who ? <Activity mode={isOut ? "hidden" : "visible"}><Inside key={who.principal} who={who} /></Activity> : null}
      {who || isOut ? null : <main className={styles.alone}>{asked.problem ? <ProblemNote problem={asked.problem} again={asked.again} /> : <Bones />}</main>}
    </>
  );
}

function Inside({ who }: { who: Who }) {
  const { principal } = who;
  const outbox = useMemo(() => new Outbox(DOOR, principal), [principal]);
  useEffect(() => outbox.start(), [outbox]);
  useAskAnew(outbox, WHO);
  if (!who.roles.includes("member")) return <NotAMember />;
  return (
    <SessionContext value={who}>
      <OutboxContext value={outbox}>
        <AnswersProvider><Shell /></AnswersProvider>
      </OutboxContext>
    </SessionContext>
  );
}
