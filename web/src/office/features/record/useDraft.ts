/** The line that is being typed survives a reload, in this tab and for this person only. */
import { useCallback, useEffect, useState } from "react";

import { EMPTY, type Draft } from "./weighing";

const NAME = "imbuto-record-draft";

export function useDraft(principal: string): [Draft, (change: Draft | ((before: Draft) => Draft)) => void] {
  const [draft, setDraft] = useState<Draft>(() => read(principal));
  useEffect(() => {
    try {
      sessionStorage.setItem(NAME, JSON.stringify({ principal, draft }));
    } catch {
      // A private window keeps nothing: a reload then empties the line.
    }
  }, [principal, draft]);
  const change = useCallback((next: Draft | ((before: Draft) => Draft)) => setDraft(next), []);
  return [draft, change];
}

function read(principal: string): Draft {
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? "null") as { principal: string; draft: Draft } | null;
    return found?.principal === principal ? { ...EMPTY, ...found.draft } : EMPTY;
  } catch {
    return EMPTY;
  }
}
