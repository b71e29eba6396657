/** The outbox of this door and person in React: what waits, what was refused. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState } from "react";

import type { Outbox, Outcome } from "./outbox";
import type { Waiting } from "./store";

export const OutboxContext = createContext<Outbox | null>(null);
/** Many outcomes of one load ask the screens anew only once. */
const TOGETHER_MS = 40;

export function useOutbox(): { outbox: Outbox; acts: Waiting[]; broken: boolean } {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error("useOutbox stands outside of OutboxContext.");
  const queries = useQueryClient();
  const [acts, setActs] = useState<Waiting[]>([]);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let here = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      try {
        const all = await outbox.all();
        if (here) setActs(all);
        if (here) setBroken(false);
      } catch {
        if (here) setBroken(true);
      }
    };
    const heard = (outcome: Outcome | null) => {
      void read();
      if (!outcome) return;
      const signedOut = "problem" in outcome && outcome.problem.kind === "signed-out";
      if (!signedOut && "problem" in outcome) return;
      clearTimeout(timer);
      const asked = signedOut ? { queryKey: ["get", "/api/v1/sessions/own"] } : {};
      timer = setTimeout(() => void queries.invalidateQueries(asked), TOGETHER_MS);
    };
    void read();
    const stop = outbox.listen(heard);
    return () => {
      here = false;
      clearTimeout(timer);
      stop();
    };
  }, [outbox, queries]);
  return { outbox, acts, broken };
}
