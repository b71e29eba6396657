/** What was refused or did not arrive, in few words: what happened, what to do. */
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";

import { Button } from "./Button";
import { Note } from "./Note";

type Given = { problem: Problem; again?: () => void; reading?: boolean };

/** `reading`: nothing was typed, something is only to be seen. */
export function ProblemNote({ problem, again, reading = false }: Given) {
  const t = useWords("ui");
  if (problem.kind === "network") {
    return (
      <Note tone="warm" icon="offline">
        <p>{t(reading ? "notSeen" : "noNetwork")}</p>
        {again ? <Button icon="again" onClick={again}>{t("again")}</Button> : null}
      </Note>
    );
  }
  const wait = Number(problem.details["retry_after_seconds"] ?? 0);
  return (
    <Note tone="bad">
      {problem.kind === "slow-down" ? <p>{t("tooMany", { count: Math.max(1, Math.ceil(wait / 60)) })}</p> : <p>{words(problem, t)}</p>}
      {again && problem.kind !== "forbidden" ? <Button icon="again" onClick={again}>{t("again")}</Button> : null}
    </Note>
  );
}

type Words = ReturnType<typeof useWords>;

/** The commonest in the member's language; the rest as the API says it. */
function words(problem: Problem, t: Words): string {
  if (problem.kind === "forbidden") return t("forbidden");
  if (problem.status >= 500) return t("internal");
  return `${problem.message} ${problem.remedy}`.trim();
}
