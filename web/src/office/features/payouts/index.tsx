/** Where the money is: the board, what waits for people, the float, files for banks, the comparison with M-Pesa. */
import { Places } from "@office/parts/Places";
import { lazy } from "react";
import { Route } from "react-router";

import { Board } from "./Board";
import { Payout } from "./Payout";
import { Work } from "./Work";

const FloatAndLimits = lazy(() => import("./FloatAndLimits"));
const Files = lazy(() => import("./Files"));
const File = lazy(() => import("./File"));
const Compare = lazy(() => import("./Compare"));
const Day = lazy(() => import("./Day"));
const Messages = lazy(() => import("./Messages"));
const Codes = lazy(() => import("./Codes"));

export default function Payouts() {
  return (
    <Places>
      <Route index element={<Board />} />
      <Route path="work" element={<Work />} />
      <Route path="float" element={<FloatAndLimits />} />
      <Route path="files" element={<Files />} />
      <Route path="files/:id" element={<File />} />
      <Route path="comparison" element={<Compare />} />
      <Route path="comparison/:day" element={<Day />} />
      <Route path="messages" element={<Messages />} />
      <Route path="codes" element={<Codes />} />
      <Route path=":id" element={<Payout />} />
    </Places>
  );
}
