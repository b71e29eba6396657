/** A question whose last answer is kept on the device: without network the screen opens with it. */
import { useQuery } from "@tanstack/react-query";

import { asProblem } from "../api/problem";
import { keep, kept } from "./kept";

/** `path` says which changes of the ledger ask it anew (shared/api/live.ts), `name` where it is kept. */
export function useKept<Answer>(door: string, path: string, name: string, ask: () => Promise<Answer | undefined>, enabled = true) {
  return useQuery({
    queryKey: ["get", path, "kept", name],
    enabled,
    queryFn: async (): Promise<Answer> => {
      try {
        const answer = await ask();
        if (answer === undefined) throw new Error(path);
        await keep(door, name, answer).catch(() => undefined);
        return answer;
      } catch (thrown) {
        const found = asProblem(thrown).kind === "network" ? await kept<Answer>(door, name).catch(() => null) : null;
        if (!found) throw thrown;
        return found.value;
      }
    },
  });
}
