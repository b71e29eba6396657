/** Many days at one look: milk, seasons, quality, collected against delivered, members, and how soon pay comes. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { Members } from "./Members";
import { Production } from "./Production";
import { Quality } from "./Quality";
import { Seasons } from "./Seasons";
import { Timeliness } from "./Timeliness";
import { Variance } from "./Variance";

export default function Insights() {
  return (
    <Places>
      <Route index element={<Production />} />
      <Route path="seasons" element={<Seasons />} />
      <Route path="quality" element={<Quality />} />
      <Route path="variance" element={<Variance />} />
      <Route path="members" element={<Members />} />
      <Route path="timeliness" element={<Timeliness />} />
    </Places>
  );
}
