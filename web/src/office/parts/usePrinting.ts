/** Whether the page is being printed: then all is drawn that is otherwise drawn only in sight. */
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia("print");
    // The browser lays the page out as soon as the listener returns.
    const begun = () => flushSync(() => setPrinting(true));
    const over = () => setPrinting(false);
    const changed = () => (paper.matches ? begun() : over());
    addEventListener("beforeprint", begun);
    addEventListener("afterprint", over);
    paper.addEventListener("change", changed);
    return () => {
      removeEventListener("beforeprint", begun);
      removeEventListener("afterprint", over);
      paper.removeEventListener("change", changed);
    };
  }, []);
  return printing;
}
