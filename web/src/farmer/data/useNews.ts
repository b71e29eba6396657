/**
 * Keeps the open screens up to date: once a minute one small question asks whether anything of this member changed,
 * and only then the answers are asked anew. A message that was pushed does it at once. Data costs the member money.
 */
import { client } from "@shared/api/client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { body } from "./useAnswer";

const EVERY_MS = 60_000;

export function useNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let position: number | null = null;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const query = position === null ? {} : { after: position };
      const news = await body(client.GET("/api/v1/changes", { params: { query } }));
      if (position !== null && news.families.length > 0) void queries.invalidateQueries({ queryKey: ["asked"] });
      position = news.position;
    };
    const look = () => void ask().catch(() => undefined);
    const pushed = (event: MessageEvent) => {
      if (event.data === "pushed") void queries.invalidateQueries({ queryKey: ["asked"] });
    };
    const timer = setInterval(look, EVERY_MS);
    look();
    navigator.serviceWorker?.addEventListener("message", pushed);
    return () => {
      clearInterval(timer);
      navigator.serviceWorker?.removeEventListener("message", pushed);
    };
  }, [queries]);
}
