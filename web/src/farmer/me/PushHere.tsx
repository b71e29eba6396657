/** Whether this phone shows the messages itself, without SMS, and the switch for it. */
import { asProblem, type Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { pushState, subscribeHere, unsubscribeHere, type PushState } from "../data/push";
import { useMember } from "../data/session";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";
import ui from "../ui/ui.module.css";

export function PushHere() {
  const t = useWords("me");
  const number = useMember();
  const queries = useQueryClient();
  const { data: state } = useQuery({ queryKey: ["push"], queryFn: pushState });
  const turn = useMutation<PushState, Problem, boolean>({
    mutationFn: async (on) => {
      try {
        if (on) return await subscribeHere(number);
        await unsubscribeHere(number);
        return "off";
      } catch (thrown) {
        throw asProblem(thrown);
      }
    },
    onSuccess: (next) => queries.setQueryData(["push"], next),
  });
  if (!state) return null;
  return (
    <section className={ui.card} aria-labelledby="push">
      <h2 id="push">{t("push.title")}</h2>
      <p className={ui.quiet}>{t(`push.${state}`)}</p>
      {turn.error ? (turn.error.status === 0 && navigator.onLine ? <Note tone="warm"><p>{t("push.failed")}</p></Note> : <ProblemNote problem={turn.error} />) : null}
      {state === "off" ? <Button icon="bell" busy={turn.isPending} onClick={() => turn.mutate(true)}>{t("push.turnOn")}</Button> : null}
      {state === "on" ? <Button busy={turn.isPending} onClick={() => turn.mutate(false)}>{t("push.turnOff")}</Button> : null}
    </section>
  );
}
