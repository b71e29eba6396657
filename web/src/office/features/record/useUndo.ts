/** What a person may do about a weighing that is on the sheet: take it back, change it, decide what was refused. */
import { useOutbox } from "@shared/offline/useOutbox";
import type { Waiting } from "@shared/offline/store";
import { useMemo } from "react";

import type { Mended } from "../../parts/MendDelivery";

export function useUndo() {
  const { outbox } = useOutbox();
  return useMemo(
    () => ({
      /** As if it had never been; false where the ledger may have it already. */
      takeBack: (act: Waiting) => outbox.takeBack(act.sequence ?? 0),
      /** A correction or a taking back of what the ledger has, or has soon: it follows the weighing. */
      change: ({ kind, body }: Mended, id: string) =>
        outbox.put({ about: id, kind, method: "POST", path: `/api/v1/deliveries/${id}/${kind}`, body }),
      /** The same again, with what the person has said. */
      again: (act: Waiting, said: object) => outbox.mend(act.sequence ?? 0, { ...(act.body as object), ...said }),
      drop: (act: Waiting) => outbox.drop(act.sequence ?? 0),
    }),
    [outbox],
  );
}

export type Undo = ReturnType<typeof useUndo>;
