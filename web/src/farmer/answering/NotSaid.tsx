/** What the member said neither arrived nor is kept on this phone: why, and once more. */
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";

import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";

export function NotSaid({ problem }: { problem: Problem | null }) {
  const t = useWords("answering");
  if (!problem) return null;
  return problem.kind === "network" ? <Note tone="bad" icon="offline"><p>{t("notKept")}</p></Note> : <ProblemNote problem={problem} />;
}
