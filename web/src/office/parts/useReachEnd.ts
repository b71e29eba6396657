/** Asks for more when the end of a list comes into sight. */
import { useEffect, useRef, type RefObject } from "react";

/** `more` undefined: there is none. The answer goes onto an element behind the last line. */
export function useReachEnd(more: (() => void) | undefined): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!more || !end.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more());
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more]);
  return end;
}
