/** On a phone a line of ways or tabs is wider than the page: the one that is open comes to the middle. */
import { useEffect, useRef, type RefObject } from "react";

/** `open` says which one it is; the answer goes onto the line, in which that one is `aria-current`. */
export function useOpenInSight(open: string): RefObject<HTMLElement | null> {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const one = line.current?.querySelector<HTMLElement>("[aria-current]");
    if (line.current && one) line.current.scrollLeft = one.offsetLeft - (line.current.clientWidth - one.offsetWidth) / 2;
  }, [open]);
  return line;
}
