/** Prices: what a litre is worth, was and will be; what-if; price differences; the limits that milk must keep. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { DifferencePage } from "./DifferencePage";
import { Differences } from "./Differences";
import { Limits } from "./Limits";
import { NewDifference } from "./NewDifference";
import { NewLimits } from "./NewLimits";
import { NewPrice } from "./NewPrice";
import { PriceList } from "./PriceList";
import { PricePage } from "./PricePage";
import { Quote } from "./Quote";
import { UploadMatrix } from "./UploadMatrix";

export default function Prices() {
  return (
    <Places>
      <Route index element={<PriceList />} />
      <Route path="new" element={<NewPrice />} />
      <Route path="upload" element={<UploadMatrix />} />
      <Route path="quote" element={<Quote />} />
      <Route path="differences" element={<Differences />} />
      <Route path="differences/new" element={<NewDifference />} />
      <Route path="differences/:id" element={<DifferencePage />} />
      <Route path="limits" element={<Limits />} />
      <Route path="limits/new" element={<NewLimits />} />
      <Route path=":id" element={<PricePage />} />
    </Places>
  );
}
