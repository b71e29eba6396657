/** Who is signed in at this door, and what they may do. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, type ReactNode } from "react";

import { api, client, type Schemas } from "./client";
import { asProblem } from "./problem";

export type Who = Schemas["Who"];
type Session = { who: Who; may: (permission: string) => boolean; signOut: () => Promise<void> };

const SessionContext = createContext<Session | null>(null);

const MARK = "imbuto-signed-in";

/**
 * Whether somebody signed in here: the cookie itself no script can see. Without the mark nobody is asked about,
 * so that a first visit is no refusal.
 */
export const marked = () => localStorage.getItem(MARK) !== null;
export const mark = () => localStorage.setItem(MARK, "yes");
export const unmark = () => localStorage.removeItem(MARK);

/** Asks who is signed in. `signedOut` when nobody is. */
export function useWho() {
  const enabled = marked();
  const asked = api.useQuery("get", "/api/v1/sessions/own", undefined, { staleTime: 60_000, enabled });
  const problem = asked.error ? asProblem(asked.error) : null;
  return { ...asked, problem, signedOut: !enabled || problem?.kind === "signed-out" };
}

export function SessionProvider({ who, forget, children }: { who: Who; forget: () => Promise<void>; children: ReactNode }) {
  const queries = useQueryClient();
  const signOut = useCallback(async () => {
    await client.DELETE("/api/v1/sessions/own").catch(() => undefined);
    await forget();
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
