/** Who has this app open. Known without network from the last time; signing out forgets all that was seen. */
import { client } from "@shared/api/client";
import type { Schemas } from "@shared/api/client";
import { isMarkedAs, mark, unmark, useMark } from "@shared/api/mark";
import { forgetKept } from "@shared/offline/kept";
import { recall, remember, unlearn } from "@shared/offline/local";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { body, DOOR, useAnswer } from "./useAnswer";
import { unsubscribeHere } from "./push";

export type Who = Schemas["Who"];
/** Signed out without network: the API is told as soon as it can be, before anything else is asked of it. */
const LEAVING = "imbuto-leaving";

export const SessionContext = createContext<Who | null>(null);

export function useMember(): string {
  const who = useContext(SessionContext);
  if (!who) throw new Error("useMember stands outside of SessionContext.");
  return who.number;
}

async function askWho(): Promise<Who> {
  const who = await body(client.GET("/api/v1/sessions/own"));
  mark(who.principal);
  return who;
}

/** Where nobody signed in yet nobody is asked about. `isAnother`: in another window somebody else signed in since. */
export function useWho() {
  const found = useMark();
  const asked = useAnswer<Who>("who", askWho, { enabled: found !== null });
  const isAnother = found !== null && asked.value !== null && !isMarkedAs(asked.value.principal, found);
  return { ...asked, isAnother, isOut: found === null || asked.problem?.kind === "signed-out" };
}

async function endSession(): Promise<void> {
  await client.DELETE("/api/v1/sessions/own").catch((thrown: unknown) => {
    if (!isSignedOut(thrown)) throw thrown;
  });
  unlearn(LEAVING);
}

const isSignedOut = (thrown: unknown) => thrown instanceof Object && "kind" in thrown && thrown.kind === "signed-out";

/** Where the member left without network, the API hears of it: when the door opens, and before anybody signs in. */
export async function leaveFirst(): Promise<void> {
  if (recall(LEAVING)) await endSession();
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    remember(LEAVING, "yes");
    await unsubscribeHere();
    await endSession().catch(() => undefined);
    await forgetKept(DOOR).catch(() => undefined);
    unmark();
    queries.clear();
    location.assign(import.meta.env.BASE_URL);
  };
}
