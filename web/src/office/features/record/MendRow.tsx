/** A correction or a taking back: the dialog goes when it is kept on this device, or the ledger has it. */
import { MendDelivery, type Mended } from "../../parts/MendDelivery";
import type { Row } from "./sheet";
import { useOneKey, usePress, type Undo } from "./useUndo";

export function MendRow({ row, undo, close }: { row: Row; undo: Undo; close: () => void }) {
  const { press, pending, problem } = usePress();
  const keyOf = useOneKey();
  const send = async (act: Mended) => {
    if (await press(() => undo.change(act, row.id, keyOf(act)))) close();
  };
  return (
    <MendDelivery delivery={{ member: row.member, litres: row.litres, rejection_reason: row.rejected }} send={(act) => void send(act)} close={close}
      pending={pending} problem={problem} unusual={problem?.type === "unusual-litres"} />
  );
}
