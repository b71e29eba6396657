/** The entry line: what is typed, who is meant, what is asked before it is kept, and keeping it. */
import { asProblem, type Problem } from "@shared/api/problem";
import { trueNow } from "@shared/offline/clock";
import { askToKeep, deviceName } from "@shared/offline/device";
import { useOutbox } from "@shared/offline/useOutbox";
import { useSession } from "@shared/api/session";
import { useCallback, useState } from "react";

import { readHundredths } from "./litres";
import { exactly, type Entry, type Roster } from "./roster";
import type { Ways } from "./settings";
import { earlierOf, type Row } from "./sheet";
import { useDraft } from "./useDraft";
import { useFound } from "./useRoster";
import { bodyOf, doubtsOf, EMPTY, litresOf, wrongIn, type Body, type Doubt, type Draft, type Place, type Wrong } from "./weighing";

const NUMBER = /^(?=.*\d)[A-Za-z0-9/-]{1,16}$/;
export type Done = { body: Body; name: string | null };
export type Failure = { why: "not-kept"; act: () => Promise<void> } | { why: "problem"; problem: Problem };

export function useEntry(place: Place, ways: Ways, roster: Roster, rows: readonly Row[]) {
  const { outbox } = useOutbox();
  const { who } = useSession();
  const [draft, setDraft] = useDraft(who.principal);
  const [asked, setAsked] = useState<Doubt[] | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [other, setOther] = useState<Entry | null>(null);
  const { found, searching } = useFound(roster, draft.chosen ? "" : draft.member);
  const entry = exactly(roster, draft.chosen || draft.member) ?? (other?.number === draft.chosen ? other : undefined);
  const number = entry?.number ?? (NUMBER.test(draft.member.trim()) ? draft.member.trim().toUpperCase() : "");
  const earlier = number ? earlierOf(rows.filter((row) => row.id !== draft.mends?.id), number) : undefined;

  const change = useCallback(
    (changed: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...changed }));
      setAsked(null);
      setWrong({});
    },
    [setDraft],
  );
  const choose = (one: Entry) => {
    setOther(one);
    change({ member: one.number, chosen: one.number });
  };
  const clear = () => {
    setDraft(EMPTY);
    setAsked(null);
    setWrong({});
    setFailure(null);
  };

  const record = async (doubts: readonly Doubt[]) => {
    const id = draft.mends?.id ?? crypto.randomUUID();
    const body = bodyOf(id, number, draft, { ...place, ...ways, device: deviceName(), at: trueNow() }, doubts);
    const name = entry?.name ?? null;
    const act = { about: id, kind: "delivery", method: "POST", path: "/api/v1/deliveries", body } as const;
    try {
      if (draft.mends) await outbox.mend(draft.mends.sequence, body);
      else await outbox.put(act);
      void askToKeep().catch(() => false);
    } catch {
      setFailure({ why: "not-kept", act: () => unkept(act, name) });
      return false;
    }
    setDone({ body, name });
    clear();
    return true;
  };
  const unkept = async (act: Parameters<typeof outbox.sendUnkept>[0], name: string | null) => {
    const outcome = await outbox.sendUnkept(act);
    if ("problem" in outcome) return setFailure({ why: "problem", problem: asProblem(outcome.problem) });
    setDone({ body: act.body as Body, name });
    clear();
  };

  /** "recorded", or what stands against it: a field to go to, or a question. */
  const submit = async (): Promise<"recorded" | "asked" | "failed" | keyof Wrong> => {
    const mistakes = wrongIn(draft, number);
    setWrong(mistakes);
    const [first] = Object.keys(mistakes) as (keyof Wrong)[];
    if (first) return first;
    const litres = litresOf(readHundredths(draft.amount) ?? 0, ways.unit);
    const doubts = doubtsOf(litres, entry, earlier);
    if (doubts.length > 0) {
      setAsked(doubts);
      return "asked";
    }
    return (await record([])) ? "recorded" : "failed";
  };
  const confirm = async () => record(asked ?? []);
  const refuse = () => setAsked(null);

  return { draft, change, choose, clear, entry, number, earlier, found, searching, asked, wrong, submit, confirm, refuse, done, failure };
}

export type EntryLine = ReturnType<typeof useEntry>;
