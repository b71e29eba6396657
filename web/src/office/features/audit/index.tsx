/** The ledger for whoever watches over it: every fact, one thing's story, how a thing stood on a day, and whether all is whole. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { Explorer } from "./Explorer";
import { FactPage } from "./FactPage";
import { FindStory } from "./FindStory";
import { StoryPage } from "./StoryPage";
import { Verification } from "./Verification";

export default function Audit() {
  return (
    <Places>
      <Route index element={<Explorer />} />
      <Route path="facts/:position" element={<FactPage />} />
      <Route path="stories" element={<FindStory />} />
      <Route path="stories/:kind/:id/*" element={<StoryPage />} />
      <Route path="verification" element={<Verification />} />
    </Places>
  );
}
