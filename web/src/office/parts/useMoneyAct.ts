/**
 * An act about money. A refusal most often means that somebody else acted meanwhile: then all that is on the
 * screen is asked anew, so that the person sees how it stands now beside the refusal. Silence keeps the key
 * (useAct), so that pressing again is the same act.
 */
import { useAct } from "@shared/api/act";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

export function useMoneyAct<Given, Answer>(...given: Parameters<typeof useAct<Given, Answer>>) {
  const queries = useQueryClient();
  const act = useAct<Given, Answer>(...given);
  const refused = act.error !== null && act.error.kind !== "network";
  useEffect(() => {
    if (refused) void queries.invalidateQueries();
  }, [refused, queries]);
  return act;
}
