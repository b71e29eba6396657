/**
 * What a member types is kept for this tab until it is sent: a phone that looks for an SMS, or a session that ends,
 * takes nothing of it. No secret is kept so.
 */
import { useState } from "react";

import { useMember } from "./session";

const KEPT = "imbuto-typed ";

type Kept = { from: string; typed: unknown };

function read(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function write(name: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(name, JSON.stringify(kept));
    else sessionStorage.removeItem(name);
  } catch {
    // A private window keeps nothing: what was typed lasts as long as the screen.
  }
}

/** Whether this member began to type there. */
export function useHasTyped(form: string): boolean {
  const name = `${KEPT}${useMember()} ${form}`;
  return useState(() => read(name) !== null)[0];
}

/** `first` is what the form begins with: where the API says something else by now, what was typed is of no use. */
export function useTyped<Typed extends object>(form: string, first: Typed): [Typed, (change: Partial<Typed>) => void, () => void] {
  const name = `${KEPT}${useMember()} ${form}`;
  const from = JSON.stringify(first);
  const [typed, setTyped] = useState<Typed>(() => {
    const kept = read(name);
    return kept?.from === from ? (kept.typed as Typed) : first;
  });
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    write(name, { from, typed: next });
  };
  return [typed, change, () => write(name, null)];
}

/** On a phone that several have: what another one typed is forgotten. */
export function keepOnlyOwn(member: string): void {
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(KEPT) && !name.startsWith(`${KEPT}${member} `)) sessionStorage.removeItem(name);
    }
  } catch {
    // Nothing is kept here.
  }
}
