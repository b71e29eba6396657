/** Pay runs: the list, one run from its period to the last payment, its statements, and what is unusual in it. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { FindingPage } from "./FindingPage";
import { NewRun } from "./NewRun";
import { Run } from "./Run";
import { RunList } from "./RunList";
import { StatementPage } from "./StatementPage";
import { Statements } from "./Statements";

export default function Settlement() {
  return (
    <Places>
      <Route index element={<RunList />} />
      <Route path="new" element={<NewRun />} />
      <Route path=":id" element={<Run />} />
      <Route path=":id/statements" element={<Statements />} />
      <Route path=":id/statements/:number" element={<StatementPage />} />
      <Route path=":id/unusual/:kind" element={<FindingPage />} />
    </Places>
  );
}
