/** The outbox of this door and person in React: what waits, what was refused. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState } from "react";

import type { Outbox } from "./outbox";
import type { Waiting } from "./store";

export const OutboxContext = createContext<Outbox | null>(null);

export function useOutbox(): { outbox: Outbox; acts: Waiting[] } {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error("useOutbox stands outside of OutboxContext.");
  const queries = useQueryClient();
  const [acts, setActs] = useState<Waiting[]>([]);
  useEffect(() => {
    let here = true;
    const read = async () => {
      const all = await outbox.all();
      if (here) setActs(all);
    };
    void read();
    const stop = outbox.listen((outcome) => {
      void read();
      if (outcome && "answer" in outcome) void queries.invalidateQueries();
    });
    return () => {
      here = false;
      stop();
    };
  }, [outbox, queries]);
  return { outbox, acts };
}
