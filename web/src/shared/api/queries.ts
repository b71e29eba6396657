/** How answers are kept and asked again, for both doors. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { asProblem } from "./problem";

const FRESH_MS = 15_000;
const KEPT_MS = 30 * 60_000;

const WHO = ["get", "/api/v1/sessions/own"];

/** When the API no longer knows who is asking, `who` (the question who is signed in) is asked anew. */
export function makeQueries(who: readonly unknown[] = WHO): QueryClient {
  const look = (thrown: unknown, asked?: { queryKey: readonly unknown[] }) => {
    const isWho = who.every((part, index) => asked?.queryKey[index] === part);
    if (!isWho && asProblem(thrown).kind === "signed-out") void queries.invalidateQueries({ queryKey: who });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: look }),
    mutationCache: new MutationCache({ onError: (thrown) => look(thrown) }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        networkMode: "always",
        // A refusal stays one; only silence is worth another try.
        retry: (count, thrown) => count < 2 && asProblem(thrown).kind === "network",
        retryDelay: (count) => 500 * 2 ** count,
      },
    },
  });
  return queries;
}
