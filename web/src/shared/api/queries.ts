/** How answers are kept and asked again, for both doors. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import i18next from "i18next";

import { isLong } from "./long";
import { asProblem } from "./problem";

const FRESH_MS = 15_000;
const KEPT_MS = 30 * 60_000;

/** The question who is signed in. */
export const WHO = ["get", "/api/v1/sessions/own"];

/** So often at most is asked anew what a person may do. */
const RIGHTS_MS = 10_000;

/**
 * When the API no longer knows who is asking, or what was allowed is no longer, `who` (the question who is signed
 * in) is asked anew.
 */
export function makeQueries(who: readonly unknown[] = WHO): QueryClient {
  const look = (thrown: unknown, asked?: { queryKey: readonly unknown[] }) => {
    const isWho = who.every((part, index) => asked?.queryKey[index] === part);
    if (isWho) return;
    const { kind } = asProblem(thrown);
    const isOld = kind === "forbidden" && Date.now() - (queries.getQueryState(who)?.dataUpdatedAt ?? 0) > RIGHTS_MS;
    if (kind === "signed-out" || isOld) void queries.invalidateQueries({ queryKey: who });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: look }),
    mutationCache: new MutationCache({ onError: (thrown) => look(thrown) }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        networkMode: "always",
        // Whoever comes back to a long list finds it as it was left, and is told that there is newer.
        refetchOnMount: (query) => !isLong(query),
        refetchOnWindowFocus: (query) => !isLong(query),
        refetchOnReconnect: (query) => !isLong(query),
        // A refusal stays one; only silence is worth another try.
        retry: (count, thrown) => count < 2 && asProblem(thrown).kind === "network",
        retryDelay: (count) => 500 * 2 ** count,
      },
      // Without this a press waits in silence for as long as the browser believes that there is no network.
      mutations: { networkMode: "always" },
    },
  });
  // What is kept holds words in the language that was spoken when it was asked.
  i18next.on("languageChanged", () => void queries.invalidateQueries());
  return queries;
}
