/**
 * What is asked of the API, in each of its states: on its way, refused, silent, forbidden, empty, there. What
 * was there before stays in sight while it is asked anew.
 */
import { asProblem } from "@shared/api/problem";
import type { ReactNode } from "react";

import { Forbidden } from "./Forbidden";
import { ProblemNote } from "./ProblemNote";
import { Waiting } from "./Waiting";

const NOT_THERE = 404;
type Asked<Answer> = { data: Answer | undefined; error: unknown; refetch: () => unknown };
type Props<Answer> = {
  asked: Asked<Answer>;
  /** Rows of the right size while it is on its way. */
  waiting?: ReactNode;
  empty?: { when: (answer: Answer) => boolean; show: ReactNode };
  children: (answer: Answer) => ReactNode;
};

export function Ask<Answer>({ asked, waiting, empty, children }: Props<Answer>) {
  const problem = asked.error ? asProblem(asked.error) : null;
  // What one may no longer see goes out of sight, also where it was there before.
  if (problem?.kind === "forbidden") return <Forbidden permissions={[String(problem.details["permission"] ?? "")]} />;
  if (asked.data === undefined) {
    if (!problem) return waiting ?? <Waiting />;
    // What is not there does not come by asking again.
    return <ProblemNote problem={problem} again={problem.status === NOT_THERE ? undefined : () => void asked.refetch()} />;
  }
  return (
    <>
      {problem ? <ProblemNote problem={problem} again={() => void asked.refetch()} /> : null}
      {empty?.when(asked.data) ? empty.show : children(asked.data)}
    </>
  );
}
