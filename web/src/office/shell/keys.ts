/** The keyboard of the office: `/` searches, `g` and a letter leads to a screen, `?` shows all keys. */
import { useEffect } from "react";

const PATIENCE_MS = 1_500;

export type Keys = { search: () => void; help: () => void; go: (letter: string) => boolean };

/** Whether a key is meant for what is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function useKeys({ search, help, go }: Keys): void {
  useEffect(() => {
    let since = 0;
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        search();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const after = event.timeStamp - since < PATIENCE_MS;
      since = 0;
      if (after && go(event.key.toLowerCase())) event.preventDefault();
      else if (event.key === "g") since = event.timeStamp;
      else if (event.key === "/") {
        event.preventDefault();
        search();
      } else if (event.key === "?") help();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [search, help, go]);
}
