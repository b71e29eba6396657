/**
 * What the member says to a delivery: kept on this phone first, sent once, and seen at once. What the API refuses
 * stays visible until the member has seen it.
 */
import { newId } from "@shared/api/id";
import { isFinal } from "@shared/api/problem";
import { useOutbox } from "@shared/offline/useOutbox";
import type { Waiting } from "@shared/offline/store";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

import type { Schemas } from "@shared/api/client";

export type Claim = Schemas["DisputeIn"];
/** `waiting` on this phone, `sent` a moment ago, or `refused`. */
export type Said = {
  kind: "confirmation" | "dispute";
  state: "waiting" | "sent" | "refused";
  claimed: string | null;
  madeAt: string;
  refusal: string | null;
  sequence: number;
};
type Answers = {
  of: (delivery: string) => Said | null;
  waiting: number;
  confirm: (delivery: string) => Promise<void>;
  dispute: (delivery: string, claim: Claim) => Promise<void>;
  seen: (said: Said) => Promise<void>;
};

export const ANSWER = "answer";
const AnswersContext = createContext<Answers | null>(null);

export function AnswersProvider({ children }: { children: ReactNode }) {
  const { outbox, acts } = useOutbox();
  const [sent, setSent] = useState<readonly Waiting[]>([]);
  const unkept = useRef(new Map<string, string>());
  const queries = useQueryClient();
  useEffect(
    () =>
      outbox.listen((outcome) => {
        if (outcome && "answer" in outcome) setSent((before) => [...before, outcome.act]);
        // It was refused because something else happened to this milk: look at it anew.
        if (outcome && "problem" in outcome && outcome.problem.kind !== "network") void queries.invalidateQueries();
      }),
    [outbox, queries],
  );
  const answers = useMemo<Answers>(() => {
    const known = [...sent.map((act) => said(act, "sent")), ...acts.map((act) => said(act, act.state))];
    const put = async (delivery: string, kind: Said["kind"], given: unknown) => {
      const act = { about: delivery, kind: ANSWER, method: "POST" as const, path: `/api/v1/deliveries/${delivery}/${kind}`, body: given };
      try {
        await outbox.put(act);
      } catch {
        // A full phone, or a private window: sent at once, and only an answer counts. After silence it may have
        // arrived: the same said again is the same act.
        const written = JSON.stringify(act);
        const key = unkept.current.get(written) ?? newId();
        unkept.current.set(written, key);
        const outcome = await outbox.sendUnkept(act, key);
        if ("answer" in outcome || isFinal(outcome.problem)) unkept.current.delete(written);
        if ("problem" in outcome) throw outcome.problem;
      }
    };
    return {
      of: (delivery) => known.findLast(([about]) => about === delivery)?.[1] ?? null,
      waiting: acts.filter((act) => act.state === "waiting").length,
      confirm: (delivery) => put(delivery, "confirmation", {}),
      dispute: (delivery, claim) => put(delivery, "dispute", claim),
      seen: ({ sequence }) => outbox.drop(sequence),
    };
  }, [acts, outbox, sent]);
  return <AnswersContext value={answers}>{children}</AnswersContext>;
}

function said(act: Waiting, state: Said["state"]): [string, Said] {
  const claimed = (act.body as Partial<Claim>).claimed_litres ?? null;
  const kind = act.path.endsWith("/dispute") ? "dispute" : "confirmation";
  const refusal = act.refusal?.type ?? null;
  return [act.about, { kind, state, claimed, madeAt: act.madeAt, refusal, sequence: act.sequence ?? 0 }];
}

export function useAnswers(): Answers {
  const answers = useContext(AnswersContext);
  if (!answers) throw new Error("useAnswers stands outside of AnswersProvider.");
  return answers;
}
