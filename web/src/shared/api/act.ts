/**
 * One act of a person: sent with a key, so that a second press, or a resend after silence, is done once.
 *
 *     const approve = useAct(({ id }: { id: string }, headers) =>
 *       client.POST("/api/v1/settlements/{id}/approval", { params: { path: { id } }, headers, body: {} }));
 *     approve.mutate({ id });
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { newKey } from "./client";
import { asProblem, isFinal, type Problem } from "./problem";

const PATIENCE_MS = 2_000;

type Headers = { "Idempotency-Key": string };
type Answered<Answer> = { data?: Answer };

export function useAct<Given, Answer>(
  send: (given: Given, headers: Headers) => Promise<Answered<Answer>>,
  done?: (answer: Answer | undefined, given: Given) => void,
) {
  const queries = useQueryClient();
  const intent = useRef<{ given: string; key: string } | null>(null);
  return useMutation<Answer | undefined, Problem, Given>({
    networkMode: "always",
    mutationFn: async (given) => {
      const written = JSON.stringify(given) ?? "";
      // The same content keeps its key until an answer has come; other content is another intent.
      if (intent.current?.given !== written) intent.current = { given: written, key: newKey() };
      try {
        return (await send(given, { "Idempotency-Key": intent.current.key })).data;
      } catch (thrown) {
        throw asProblem(thrown);
      }
    },
    onSuccess: async (answer, given) => {
      intent.current = null;
      // It is done: a screen that is slow to come anew holds up nobody for long.
      await Promise.race([queries.invalidateQueries(), new Promise((go) => setTimeout(go, PATIENCE_MS))]);
      done?.(answer, given);
    },
    onError: (problem) => {
      // What is not decided may have been done: pressing again is the same act.
      if (isFinal(problem)) intent.current = null;
    },
  });
}
