/** What is typed into the search stays on this entry of the browser's history: back and reload find it, no address has it. */
import { useCallback, useState } from "react";
import { useLocation, useNavigate } from "react-router";

const typedIn = (state: unknown): string =>
  typeof state === "object" && state !== null && "typed" in state && typeof state.typed === "string" ? state.typed : "";

export function useTyped(): [string, (typed: string) => void] {
  const { state, pathname, search } = useLocation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(() => typedIn(state));
  const type = useCallback(
    (next: string) => {
      setTyped(next);
      void navigate(pathname + search, { replace: true, state: { typed: next }, preventScrollReset: true });
    },
    [navigate, pathname, search],
  );
  return [typed, type];
}
