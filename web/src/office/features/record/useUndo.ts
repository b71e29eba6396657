/**
 * What a person may do about a weighing that is on the sheet: take it back, change it, decide what was refused.
 * Where the device keeps nothing each of them throws, and nothing was changed.
 */
import { newId } from "@shared/api/id";
import { Problem } from "@shared/api/problem";
import type { Act, Outbox } from "@shared/offline/outbox";
import { useOutbox } from "@shared/offline/useOutbox";
import type { Waiting } from "@shared/offline/store";
import { useWords } from "@shared/words/i18n";
import { useMemo, useState } from "react";

import type { Mended } from "../../parts/MendDelivery";

export function useUndo() {
  const { outbox } = useOutbox();
  return useMemo(
    () => ({
      /** As if it had never been; false where the ledger may have it already. */
      takeBack: (act: Waiting) => outbox.takeBack(act.sequence ?? 0),
      /** A correction or a taking back of what the ledger has, or has soon: it follows the weighing. */
      change: ({ kind, body }: Mended, id: string, key: string) =>
        putOrSend(outbox, { about: id, kind, method: "POST", path: `/api/v1/deliveries/${id}/${kind}`, body }, key),
      /** The same again, with what the person has said. */
      again: (act: Waiting, said: object) => outbox.mend(act.sequence ?? 0, { ...(act.body as object), ...said }),
      drop: (act: Waiting) => outbox.drop(act.sequence ?? 0),
    }),
    [outbox],
  );
}

/** Where the device cannot keep it, it goes out at once under its key, and only an answer counts. */
async function putOrSend(outbox: Outbox, act: Act, key: string): Promise<void> {
  try {
    await outbox.put(act);
  } catch {
    const outcome = await outbox.sendUnkept(act, key);
    if ("problem" in outcome) throw outcome.problem;
  }
}

const NO_ROOM = 507;

/** One press at a time; what the device refused to keep is said in words, and can be pressed again. */
export function usePress() {
  const t = useWords("record");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const press = async (work: () => Promise<unknown>): Promise<boolean> => {
    setPending(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setProblem(thrown instanceof Problem ? thrown : new Problem(NO_ROOM, { title: t("notChanged.title"), remedy: t("notChanged.text") }));
      return false;
    } finally {
      setPending(false);
    }
  };
  return { press, pending, problem };
}

/** The same content is the same act, however often it is pressed. */
export function useOneKey(): (given: unknown) => string {
  const [keys] = useState(() => new Map<string, string>());
  return (given) => {
    const written = JSON.stringify(given);
    const key = keys.get(written) ?? newId();
    keys.set(written, key);
    return key;
  };
}

export type Undo = ReturnType<typeof useUndo>;
