/**
 * What a member types is kept for this tab until it is sent: a phone that looks for an SMS, or a session that ends,
 * takes nothing of it. No secret is kept so.
 */
import { inTab } from "@shared/offline/local";
import { useState } from "react";

import { useMember } from "./session";

const KEPT = "imbuto-typed ";

type Kept = { from: string; typed: unknown };

/** Whether this member began to type there. */
export function useHasTyped(form: string): boolean {
  const name = `${KEPT}${useMember()} ${form}`;
  return useState(() => inTab.recall(name) !== null)[0];
}

/** `first` is what the form begins with: where the API says something else by now, what was typed is of no use. */
export function useTyped<Typed extends object>(form: string, first: Typed): [Typed, (change: Partial<Typed>) => void, () => void] {
  const name = `${KEPT}${useMember()} ${form}`;
  const from = JSON.stringify(first);
  const [typed, setTyped] = useState<Typed>(() => {
    const kept = inTab.read<Kept>(name);
    return kept?.from === from ? (kept.typed as Typed) : first;
  });
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    inTab.write(name, { from, typed: next });
  };
  return [typed, change, () => inTab.unlearn(name)];
}

/** On a phone that several have: what another one typed is forgotten. */
export function keepOnlyOwn(member: string): void {
  for (const name of inTab.names()) {
    if (name.startsWith(KEPT) && !name.startsWith(`${KEPT}${member} `)) inTab.unlearn(name);
  }
}
