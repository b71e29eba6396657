/** The entry line: what is typed, who is meant, what is asked before it is kept, and keeping it. */
import { newId } from "@shared/api/id";
import { trueNow } from "@shared/offline/clock";
import { askToKeep, deviceName } from "@shared/offline/device";
import type { Act } from "@shared/offline/outbox";
import { useOutbox } from "@shared/offline/useOutbox";
import { useSession } from "@shared/api/session";
import { useCallback, useState } from "react";

import { readHundredths } from "./litres";
import { exactly, type Entry, type Roster } from "./roster";
import type { Ways } from "./settings";
import { earlierOf, type Row } from "./sheet";
import { useDraft } from "./useDraft";
import { useFound } from "./useRoster";
import { useUnkept, type Done, type Failure } from "./useUnkept";
import { bodyOf, doubtsOf, EMPTY, litresOf, wrongIn, type Doubt, type Draft, type Place, type Wrong } from "./weighing";

const NUMBER = /^(?=.*\d)[A-Za-z0-9/-]{1,16}$/;
export function useEntry(place: Place, ways: Ways, roster: Roster, rows: readonly Row[]) {
  const { outbox } = useOutbox();
  const { who } = useSession();
  const [draft, setDraft] = useDraft(who.principal);
  const [asked, setAsked] = useState<Doubt[] | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [done, setDone] = useState<Done | null>(null);
  const unkept = useUnkept();
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
  };

  /** The line is free for the next farmer at once, whatever the device's disk does meanwhile. */
  const record = (doubts: readonly Doubt[]) => {
    const id = draft.mends?.id ?? newId();
    const body = bodyOf(id, number, draft, { ...place, ...ways, device: deviceName(), at: draft.mends?.at ? new Date(draft.mends.at) : trueNow() }, doubts);
    const act = { about: id, kind: "delivery", method: "POST", path: "/api/v1/deliveries", body } as const;
    const kept = draft.mends ? mend(draft.mends.sequence, act) : outbox.put(act);
    const line = { body, name: entry?.name ?? null };
    kept.then(() => void askToKeep().catch(() => false), () => {
      setDone(null);
      unkept.hold(act, line);
    });
    clear();
    setDone(line);
  };
  /** Where the refused line is no longer there, dropped or decided elsewhere, what was typed is recorded anyway. */
  const mend = async (sequence: number, act: Act) => {
    if (!(await outbox.mend(sequence, act.body))) await outbox.put(act);
  };
  const sendUnkept = async (failure: Failure) => {
    if (await unkept.send(failure)) setDone(failure.line);
  };

  /** "recorded", or what stands against it: a field to go to, or a question. */
  const submit = (): "recorded" | "asked" | keyof Wrong => {
    const mistakes = wrongIn(draft, number, place.centre);
    setWrong(mistakes);
    const [first] = Object.keys(mistakes) as (keyof Wrong)[];
    if (first) return first;
    const litres = litresOf(readHundredths(draft.amount) ?? 0, ways.unit);
    const doubts = doubtsOf(litres, entry, earlier);
    if (doubts.length > 0) setAsked(doubts);
    else record([]);
    return doubts.length > 0 ? "asked" : "recorded";
  };
  const confirm = () => record(asked ?? []);
  const refuse = () => setAsked(null);

  return { draft, change, choose, clear, entry, number, earlier, found, searching, asked, wrong, submit, confirm, refuse, done, failures: unkept.failures, sendUnkept, dropUnkept: unkept.drop };
}

export type EntryLine = ReturnType<typeof useEntry>;
