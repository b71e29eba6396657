/**
 * What is typed into the search belongs to this entry of the browser's history: back and reload find it, no address
 * has it. The history itself outlasts a signing out, so it holds only where the words are kept.
 */
import { newId } from "@shared/api/id";
import { inTab } from "@shared/offline/local";
import { useCallback, useState } from "react";
import { useLocation, useNavigate } from "react-router";

type Place = { typed: string };

const placeIn = (state: unknown): string | null =>
  typeof state === "object" && state !== null && "typed" in state && typeof state.typed === "string" ? state.typed : null;
const nameOf = (place: string) => `imbuto-searched ${place}`;

/** What is typed, how to change it, and the state with which this entry of the history goes on. */
export function useTyped(): [string, (typed: string) => void, Place | null] {
  const { state, pathname, search } = useLocation();
  const navigate = useNavigate();
  const place = placeIn(state);
  const [typed, setTyped] = useState(() => (place ? (inTab.recall(nameOf(place)) ?? "") : ""));
  const type = useCallback(
    (next: string) => {
      const kept = place ?? newId();
      setTyped(next);
      inTab.remember(nameOf(kept), next);
      if (!place) void navigate(pathname + search, { replace: true, state: { typed: kept }, preventScrollReset: true });
    },
    [navigate, pathname, place, search],
  );
  return [typed, type, place ? { typed: place } : null];
}
