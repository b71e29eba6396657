/** How answers are kept and asked again, for both doors. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { asProblem } from "./problem";

const FRESH_MS = 15_000;
const KEPT_MS = 30 * 60_000;

/** `signedOut` is called when the API no longer knows who is asking. */
export function makeQueries(signedOut: () => void): QueryClient {
  const look = (thrown: unknown) => {
    if (asProblem(thrown).kind === "signed-out") signedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: look }),
    mutationCache: new MutationCache({ onError: look }),
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
}
