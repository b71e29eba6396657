/**
 * Keeps the open screens up to date: once a minute one small question asks whether anything of this member changed,
 * and only then the answers are asked anew. A message that was pushed does it at once. Data costs the member money.
 */
import { client } from "@shared/api/client";
import { asProblem } from "@shared/api/problem";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { body } from "./useAnswer";

const EVERY_MS = 60_000;
const AFTER_SILENCE_MS = 15_000;

/** Answers whether the API was heard the last time. */
export function useNews(): boolean {
  const queries = useQueryClient();
  const [heard, setHeard] = useState(true);
  useEffect(() => {
    let position: number | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = async () => {
      const query = position === null ? {} : { after: position };
      const news = await body(client.GET("/api/v1/changes", { params: { query } }));
      if (position !== null && news.families.length > 0) void queries.invalidateQueries({ queryKey: ["asked"] });
      position = news.position;
    };
    const look = async () => {
      let wait = EVERY_MS;
      if (document.visibilityState === "visible") {
        const problem = await ask().then(() => null, asProblem);
        const isHeard = problem?.kind !== "network";
        if (!stopped) setHeard(isHeard);
        if (!isHeard) wait = AFTER_SILENCE_MS;
      }
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(() => void look(), wait);
    };
    const pushed = (event: MessageEvent) => {
      if (event.data === "pushed") void queries.invalidateQueries({ queryKey: ["asked"] });
    };
    const woken = () => void look();
    woken();
    addEventListener("online", woken);
    navigator.serviceWorker?.addEventListener("message", pushed);
    return () => {
      stopped = true;
      clearTimeout(timer);
      removeEventListener("online", woken);
      navigator.serviceWorker?.removeEventListener("message", pushed);
    };
  }, [queries]);
  return heard;
}
