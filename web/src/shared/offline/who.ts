/**
 * Who was signed in on this device the last time, so that the door opens without network. It gives no right: the
 * API asks for the session with each act, and signing out forgets it.
 */
import { useEffect, useState } from "react";

import type { Who } from "../api/session";
import { keep, kept } from "./kept";

const NAME = "who";
/** A network that hangs is treated as none after so long. */
const PATIENCE_MS = 2_500;

/** `asked.data`, or while nobody answers who it was last. */
export function useKeptWho(door: string, asked: { data: Who | undefined; signedOut: boolean; problem: { kind: string } | null }): Who | undefined {
  const { data, signedOut, problem } = asked;
  const [last, setLast] = useState<Who | undefined>();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    void kept<Who>(door, NAME).then((found) => setLast(found?.value), () => undefined);
    return () => clearTimeout(timer);
  }, [door]);
  useEffect(() => {
    if (data) void keep(door, NAME, data).catch(() => undefined);
  }, [door, data]);
  if (data || signedOut) return data;
  const silent = problem?.kind === "network" || late || !navigator.onLine;
  return silent ? last : undefined;
}
