/** The outbox of this door and person in React: what waits, what was refused. Read once for all who look at it. */
import { useQueryClient, type Query } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useSyncExternalStore } from "react";

import { askAnew } from "../api/long";
import { WHO } from "../api/queries";
import { isTouched, pathOf } from "../api/touched";
import type { Left, Outbox } from "./outbox";
import type { Waiting } from "./store";

export const OutboxContext = createContext<Outbox | null>(null);
/** Many outcomes of one load ask the screens anew only once. */
const TOGETHER_MS = 40;
/** What waits here is about milk. */
const ABOUT = ["delivery", "dispute"];

type Seen = { acts: Waiting[]; others: Left[]; broken: boolean };
type View = { subscribe: (changed: () => void) => () => void; seen: () => Seen };
const views = new WeakMap<Outbox, View>();

function viewOf(outbox: Outbox): View {
  const lookers = new Set<() => void>();
  let seen: Seen = { acts: [], others: [], broken: false };
  let reads = 0;
  let stop: (() => void) | null = null;
  const read = async () => {
    const mine = ++reads;
    const next = await outbox.look().then((found) => ({ ...found, broken: false }), () => ({ ...seen, broken: true }));
    if (mine !== reads) return;
    seen = next;
    for (const looker of lookers) looker();
  };
  return {
    subscribe: (changed) => {
      lookers.add(changed);
      if (!stop) {
        stop = outbox.listen(() => void read());
        void read();
      }
      return () => {
        lookers.delete(changed);
        if (lookers.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    seen: () => seen,
  };
}

export function useOutbox(): Seen & { outbox: Outbox } {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error("useOutbox stands outside of OutboxContext.");
  const view = views.get(outbox) ?? viewOf(outbox);
  views.set(outbox, view);
  return { outbox, ...useSyncExternalStore(view.subscribe, view.seen) };
}

/** The farmers' answers are kept under names of their own; of the office's those that milk touches. */
const mayHaveChanged = (query: Query) => query.queryKey[0] === "asked" || (query.queryKey[0] === "get" && isTouched(pathOf(query), ABOUT));

/** What the API took is asked for anew, once for the whole door; and `who` (the question who is signed in), where it no longer knows. */
export function useAskAnew(outbox: Outbox, who: readonly unknown[] = WHO): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = outbox.listen((outcome) => {
      if (!outcome) return;
      if ("problem" in outcome) {
        if (outcome.problem.kind === "signed-out") void queries.invalidateQueries({ queryKey: who });
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => askAnew(queries, mayHaveChanged), TOGETHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [outbox, queries, who]);
}
