/**
 * Screens that keep up by themselves: every few seconds, while the page is in sight, one small question asks
 * what has changed in the ledger; only the answers that a change may touch are asked anew.
 *
 * A question each three seconds instead of an open stream: it passes every proxy, holds no thread of the
 * server, and goes on by itself after a break.
 */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { client } from "./client";
import { askAnew } from "./long";
import { asProblem } from "./problem";
import { WHO } from "./queries";
import { isTouched, pathOf } from "./touched";

const EVERY_MS = 3_000;
const AFTER_SILENCE_MS = 12_000;

/** One question at a time, however often the page wakes up. Returns how to stop. */
export function keepUp(queries: QueryClient, setHeard: (heard: boolean) => void): () => void {
  let position: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let stopped = false;
  const ask = async () => {
    const { data } = await client.GET("/api/v1/changes", { params: { query: position === undefined ? {} : { after: position } } });
    if (stopped || !data) return;
    // The server says "all" where the ledger is shorter than it was: a backup was restored.
    if (position !== undefined && data.families.length > 0) {
      askAnew(queries, (query) => isTouched(pathOf(query), data.families));
    }
    position = data.position;
  };
  const failed = (thrown: unknown) => {
    const { kind } = asProblem(thrown);
    setHeard(kind !== "network");
    if (kind === "signed-out") void queries.invalidateQueries({ queryKey: WHO });
  };
  const look = async () => {
    if (asking || stopped) return;
    clearTimeout(timer);
    let wait = EVERY_MS;
    if (document.visibilityState === "visible") {
      asking = true;
      try {
        await ask();
        if (!stopped) setHeard(true);
      } catch (thrown) {
        wait = AFTER_SILENCE_MS;
        if (!stopped) failed(thrown);
      }
      asking = false;
    }
    if (!stopped) timer = setTimeout(() => void look(), wait);
  };
  const woken = () => void look();
  woken();
  document.addEventListener("visibilitychange", woken);
  addEventListener("online", woken);
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", woken);
    removeEventListener("online", woken);
  };
}

/** Keeps the open screens up to date. Answers whether the API was heard the last time. */
export function useLive(): { heard: boolean } {
  const queries = useQueryClient();
  const [heard, setHeard] = useState(true);
  useEffect(() => keepUp(queries, setHeard), [queries]);
  return { heard };
}
