/** Behind the door: who is signed in sees the app, also without network; who is not, the sign-in. */
import { forgetKept } from "@shared/offline/kept";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext, useAskAnew } from "@shared/offline/useOutbox";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer } from "react";

import { AnswersProvider } from "../data/answers";
import { leaveFirst, SessionContext, useWho } from "../data/session";
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
  const { isOut, isAnother } = asked;
  const who = isOut || isAnother ? null : asked.value;
  const principal = who?.principal;
  const outbox = useMemo(() => (principal ? new Outbox(DOOR, principal) : null), [principal]);
  const queries = useQueryClient();
  const enter = () => {
    void queries.resetQueries();
    again();
  };
  useEffect(() => outbox?.start(), [outbox]);
  useAskAnew(outbox);
  useEffect(() => {
    // What the one before saw is not for whoever signed in in another window.
    if (isAnother) void forgetKept(DOOR).catch(() => undefined).then(() => queries.resetQueries());
  }, [isAnother, queries]);
  useEffect(() => {
    if (!isOut) return undefined;
    const leave = () => void leaveFirst().catch(() => undefined);
    void forgetKept(DOOR).catch(() => undefined);
    leave();
    addEventListener("online", leave);
    return () => removeEventListener("online", leave);
  }, [isOut]);
  if (isOut) return <SignIn onSignedIn={enter} />;
  if (!who || !outbox) {
    return <main className={styles.alone}>{asked.problem ? <ProblemNote problem={asked.problem} again={asked.again} /> : <Bones />}</main>;
  }
  if (!who.roles.includes("member")) return <NotAMember />;
  return (
    <SessionContext value={who}>
      <OutboxContext value={outbox}>
        <AnswersProvider><Shell key={who.principal} /></AnswersProvider>
      </OutboxContext>
    </SessionContext>
  );
}
