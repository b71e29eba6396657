/** The body of a long list: of its rows only those in sight are drawn, and on paper all. It comes with the first long list. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";

import styles from "./table.module.css";
import { usePrinting } from "./usePrinting";

const AHEAD = 20;
type Props = {
  caption: string;
  count: number;
  /** Pixels. */
  rowHeight: number;
  more: (() => void) | undefined;
  head: ReactNode;
  row: (index: number) => ReactNode;
  /** The classes of the table itself. */
  table: string;
};

export default function LongTable({ caption, count, rowHeight, more, head, row, table }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 12 });
  const printing = usePrinting();
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= count - AHEAD) more();
  }, [more, last, count]);
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div ref={scroll} className={`${styles.scroll} ${styles.tall}`} tabIndex={0} role="group" aria-label={caption}>
      <table className={table} aria-rowcount={count}>
        {head}
        <tbody>
          {before > 0 && !printing ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {printing ? Array.from({ length: count }, (_, index) => row(index)) : shown.map((item) => row(item.index))}
          {after > 0 && !printing ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </div>
  );
}
