/** Who has this app open. Known without network from the last time; signing out forgets all that was seen. */
import { client } from "@shared/api/client";
import { leaveFirst, noteLeaving } from "@shared/api/leaving";
import type { Schemas } from "@shared/api/client";
import { isMarkedAs, mark, unmark, useMark } from "@shared/api/mark";
import { forgetKept } from "@shared/offline/kept";
import { inTab } from "@shared/offline/local";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useState } from "react";

import { body, DOOR, useAnswer } from "./useAnswer";
import { clearShown, unsubscribeHere } from "./push";

export type Who = Schemas["Who"];
/** The question who is signed in. */
export const WHO = ["asked", "who"];

export const SessionContext = createContext<Who | null>(null);

export function useMember(): string {
  const who = useContext(SessionContext);
  if (!who) throw new Error("useMember stands outside of SessionContext.");
  return who.number;
}

export async function askWho(): Promise<Who> {
  const who = await body(client.GET("/api/v1/sessions/own"));
  mark(who.principal);
  return who;
}

/**
 * Where nobody signed in yet nobody is asked about. `isAnother`: in another window somebody else signed in since.
 * `locked`: whose session ended by itself; what this member was typing lies behind the door.
 */
export function useWho() {
  const found = useMark();
  const asked = useAnswer<Who>("who", askWho, { enabled: found !== null });
  const isAnother = found !== null && asked.value !== null && !isMarkedAs(asked.value.principal, found);
  const hasEnded = asked.problem?.kind === "signed-out";
  const isOut = found === null || hasEnded;
  const [last, setLast] = useState<Who | null>(null);
  if (!isOut && !isAnother && asked.value && asked.value !== last) setLast(asked.value);
  const before = asked.value ?? last;
  const isLocked = hasEnded && found !== null && before !== null && isMarkedAs(before.principal, found);
  return { ...asked, isAnother, isOut, locked: isLocked ? before : null };
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    noteLeaving();
    // A push service that refuses or a browser without it keeps nobody in.
    await unsubscribeHere().catch(() => undefined);
    await clearShown().catch(() => undefined);
    await leaveFirst().catch(() => undefined);
    await forgetKept(DOOR).catch(() => undefined);
    inTab.forget();
    unmark();
    queries.clear();
    location.assign(import.meta.env.BASE_URL);
  };
}
