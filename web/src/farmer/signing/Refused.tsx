/** Why somebody is not let in, in the words of the door. */
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";

import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";

export function Refused({ problem }: { problem: Problem }) {
  const t = useWords("signing");
  if (problem.type === "pin-needed") return <Note tone="bad"><p>{t("pinWrong")}</p></Note>;
  if (problem.kind === "signed-out") return <Note tone="bad"><p>{t("notRight")}</p></Note>;
  return <ProblemNote problem={problem} />;
}
