/**
 * Lines that this device could not keep: they are not in the ledger, and only a person can say what becomes of
 * each. They outlast the screen, not the page: the browser asks before it is closed.
 */
import { newId } from "@shared/api/id";
import { useSession } from "@shared/api/session";
import type { Problem } from "@shared/api/problem";
import { hearers } from "@shared/app/hearers";
import type { Act } from "@shared/offline/outbox";
import { useOutbox } from "@shared/offline/useOutbox";
import { useMemo, useSyncExternalStore } from "react";

import type { Body } from "./weighing";

export type Done = { body: Body; name: string | null };
export type Failure = { key: string; principal: string; act: Act; line: Done; problem?: Problem };

let all: readonly Failure[] = [];
const { tell, listen } = hearers();

const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

function become(next: readonly Failure[]): void {
  if (all.length === 0 && next.length > 0) addEventListener("beforeunload", askFirst);
  if (next.length === 0) removeEventListener("beforeunload", askFirst);
  all = next;
  tell();
}

const without = (key: string) => all.filter((one) => one.key !== key);

export function useUnkept() {
  const { outbox } = useOutbox();
  const { principal } = useSession().who;
  const held = useSyncExternalStore(listen, () => all);
  const failures = useMemo(() => held.filter((one) => one.principal === principal), [held, principal]);
  const hold = (act: Act, line: Done) => become([...all, { key: newId(), principal, act, line }]);
  const drop = ({ key }: Failure) => become(without(key));
  /** Whether the ledger has it now. */
  const send = async (failure: Failure): Promise<boolean> => {
    const outcome = await outbox.sendUnkept(failure.act, failure.key);
    if ("answer" in outcome) drop(failure);
    else become(all.map((one) => (one.key === failure.key ? { ...failure, problem: outcome.problem } : one)));
    return "answer" in outcome;
  };
  return { failures, hold, send, drop };
}
