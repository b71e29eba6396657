/** Who is signed in at this door, and what they may do. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from "react";

import { api, type Schemas } from "./client";
import { leaveFirst, noteLeaving } from "./leaving";
import { inTab } from "../offline/local";
import { isMarkedAs, mark, unmark, useMark } from "./mark";
import { asProblem } from "./problem";

export type Who = Schemas["Who"];
type Session = { who: Who; may: (permission: string) => boolean; signOut: () => Promise<void> };

const SessionContext = createContext<Session | null>(null);

/**
 * Asks who is signed in. `signedOut` when nobody is, `left` when that was said here or in another window; what is
 * known of somebody whose session ended stays in `before`.
 */
export function useWho() {
  const found = useMark();
  const asked = api.useQuery("get", "/api/v1/sessions/own", undefined, { staleTime: 60_000, enabled: found !== null });
  const { data, dataUpdatedAt, refetch } = asked;
  const problem = asked.error ? asProblem(asked.error) : null;
  const signedOut = found === null || problem?.kind === "signed-out";
  useEffect(() => {
    if (data) mark(data.principal);
    // Each answer says it anew, also where it is the same.
  }, [data, dataUpdatedAt]);
  const isAnother = data !== undefined && found !== null && !isMarkedAs(data.principal, found);
  useEffect(() => {
    if (isAnother) void refetch();
  }, [isAnother, refetch]);
  const own = isAnother ? undefined : data;
  return { ...asked, data: signedOut ? undefined : own, before: own, found, problem, signedOut, left: found === null };
}

export function SessionProvider({ who, forget, children }: { who: Who; forget: () => Promise<void>; children: ReactNode }) {
  const queries = useQueryClient();
  const signOut = useCallback(async () => {
    noteLeaving();
    await leaveFirst().catch(() => undefined);
    await forget().catch(() => undefined);
    inTab.forget();
    unmark();
    queries.clear();
    location.assign(import.meta.env.BASE_URL);
  }, [forget, queries]);
  const session = useMemo(
    () => ({ who, may: (permission: string) => who.permissions.includes(permission), signOut }),
    [who, signOut],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession stands outside of SessionProvider.");
  return session;
}

export const useMay = (permission: string) => useSession().may(permission);
