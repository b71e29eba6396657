/**
 * Who was signed in on this device the last time, so that the door opens without network. It gives no right: the
 * API asks for the session with each act, and signing out forgets it.
 */
import { useQueryClient, type Query } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { isMarkedAs } from "../api/mark";
import type { Who } from "../api/session";
import { forgetKept, keep, kept } from "./kept";
import { inTab } from "./local";

const NAME = "who";
/** A network that hangs is treated as none after so long. */
const PATIENCE_MS = 2_500;

type Asked = { data: Who | undefined; signedOut: boolean; found: string | null; problem: { kind: string } | null };

/** `asked.data`, or while nobody answers who it was last. */
export function useKeptWho(door: string, { data, signedOut, found, problem }: Asked): Who | undefined {
  const [last, setLast] = useState<Who | undefined>();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    void kept<Who>(door, NAME).then((one) => setLast(one?.value), () => undefined);
    return () => clearTimeout(timer);
  }, [door]);
  if (data || signedOut) return data;
  const silent = problem?.kind === "network" || late || !navigator.onLine;
  return silent && last && isMarkedAs(last.principal, found) ? last : undefined;
}

const isAboutWho = ({ queryKey }: Query) => queryKey[1] === "/api/v1/sessions/own";

/**
 * Whether what is kept here, in memory and on the device, is this person's own. What another one saw is forgotten
 * first: a session that ended is no signing out, and whoever comes next may have other rights.
 */
export function useOwnOnly(door: string, who: Who | undefined): boolean {
  const queries = useQueryClient();
  const [owner, setOwner] = useState<string>();
  useEffect(() => {
    if (!who) return;
    let here = true;
    const settle = async () => {
      const before = owner ?? (await kept<Who>(door, NAME))?.value.principal;
      if (before !== undefined && before !== who.principal) {
        inTab.forget();
        queries.removeQueries({ predicate: (query) => !isAboutWho(query) });
        await forgetKept(door);
      }
      await keep(door, NAME, who);
    };
    // A device that keeps nothing has nothing to forget.
    void settle().catch(() => undefined).then(() => {
      if (here) setOwner(who.principal);
    });
    return () => {
      here = false;
    };
  }, [door, owner, queries, who]);
  return who !== undefined && owner === who.principal;
}
