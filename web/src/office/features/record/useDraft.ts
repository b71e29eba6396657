/** The line that is being typed survives a reload, in this tab and for this person only. */
import { inTab } from "@shared/offline/local";
import { useCallback, useEffect, useState } from "react";

import { EMPTY, type Draft } from "./weighing";

const NAME = "imbuto-record-draft";

export function useDraft(principal: string): [Draft, (change: Draft | ((before: Draft) => Draft)) => void] {
  const [draft, setDraft] = useState<Draft>(() => read(principal));
  useEffect(() => inTab.write(NAME, { principal, draft }), [principal, draft]);
  const change = useCallback((next: Draft | ((before: Draft) => Draft)) => setDraft(next), []);
  return [draft, change];
}

function read(principal: string): Draft {
  const found = inTab.read<{ principal: string; draft: Draft }>(NAME);
  return found?.principal === principal ? { ...EMPTY, ...found.draft } : EMPTY;
}
