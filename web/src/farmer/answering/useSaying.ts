/** One thing that the member says: a second press while it is on its way says nothing, and what was not kept is told. */
import { asProblem, type Problem } from "@shared/api/problem";
import { useRef, useState } from "react";

type Saying = { busy: boolean; problem: Problem | null; say: (work: () => Promise<void>, done?: () => void) => void };

export function useSaying(): Saying {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // A double tap comes before the screen is drawn anew.
  const isSaying = useRef(false);
  const say: Saying["say"] = (work, done) => {
    if (isSaying.current) return;
    isSaying.current = true;
    setBusy(true);
    setProblem(null);
    const over = (found: Problem | null) => {
      isSaying.current = false;
      setBusy(false);
      setProblem(found);
      if (!found) done?.();
    };
    void work().then(() => over(null), (thrown: unknown) => over(asProblem(thrown)));
  };
  return { busy, problem, say };
}
