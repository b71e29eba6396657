/** j and k lead down and up the work list. */
import { isTyping } from "@office/shell/keys";
import { useEffect } from "react";
import { useNavigate } from "react-router";

export function useWalk(list: readonly { id: string }[], chosen: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const at = list.findIndex(({ id }) => id === chosen);
      const next = list[at + step];
      if (!next) return;
      event.preventDefault();
      void navigate(`/disputes/${next.id}`);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [list, chosen, navigate]);
}
