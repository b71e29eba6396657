/** Who is signed in at this door, and what they may do. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, type ReactNode } from "react";

import { api, client, type Schemas } from "./client";
import { asProblem } from "./problem";

export type Who = Schemas["Who"];
type Session = { who: Who; may: (permission: string) => boolean; signOut: () => Promise<void> };

const SessionContext = createContext<Session | null>(null);

/** Asks who is signed in. `data` is null when nobody is. */
export function useWho() {
  const asked = api.useQuery("get", "/api/v1/sessions/own", undefined, { staleTime: 60_000, retry: 1 });
  const problem = asked.error ? asProblem(asked.error) : null;
  return { ...asked, problem, signedOut: problem?.kind === "signed-out" };
}

export function SessionProvider({ who, forget, children }: { who: Who; forget: () => Promise<void>; children: ReactNode }) {
  const queries = useQueryClient();
  const signOut = useCallback(async () => {
    await client.DELETE("/api/v1/sessions/own").catch(() => undefined);
    await forget();
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
