/**
 * One question of a screen: the answer of before is there at once, without network too, with its age; the API's
 * answer follows when it comes, and is kept for the next time.
 */
import { asProblem, type Problem } from "@shared/api/problem";
import { keep, kept } from "@shared/offline/kept";
import { useQuery } from "@tanstack/react-query";

export const DOOR = "farmer";

export type Answer<Value> = {
  value: Value | null;
  /** When the API said so. */
  at: string | null;
  /** The API said so just now, and not on another day of this phone. */
  fresh: boolean;
  /** Nothing is there yet, and it is being asked. */
  waiting: boolean;
  problem: Problem | null;
  again: () => void;
};

/** An act or a question of openapi-fetch, without its envelope. */
export async function body<Value>(asked: Promise<{ data?: Value }>): Promise<Value> {
  return (await asked).data as Value;
}

export function useAnswer<Value>(name: string, ask: () => Promise<Value>, { enabled = true } = {}): Answer<Value> {
  const before = useQuery({
    queryKey: ["kept", name],
    queryFn: () => kept<Value>(DOOR, name).catch(() => null),
    staleTime: Infinity,
  });
  const asked = useQuery({
    queryKey: ["asked", name],
    enabled,
    queryFn: async () => {
      const value = await ask();
      // A phone that is full, or a private window: the screen works without.
      await keep(DOOR, name, value).catch(() => undefined);
      return value;
    },
  });
  const problem = asked.error ? asProblem(asked.error) : null;
  // A session that ended locks the door and refuses nothing: what lies behind stays as it was.
  const isRefused = problem !== null && problem.kind !== "network" && problem.kind !== "signed-out";
  const value = asked.data ?? (isRefused ? null : (before.data?.value ?? null));
  return {
    value,
    at: asked.data === undefined ? (before.data?.at ?? null) : new Date(asked.dataUpdatedAt).toISOString(),
    fresh: asked.data !== undefined && !problem,
    waiting: value === null && (before.isPending || (asked.isPending && enabled)) && !problem,
    problem,
    again: () => void asked.refetch(),
  };
}
