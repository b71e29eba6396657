/** How the cooperative is set up: centres and rounds, officials, its own rules, how banks want their files, and how far the views are. */
import { Places } from "@office/parts/Places";
import { lazy } from "react";
import { Route } from "react-router";

import { Centres } from "./Centres";

const Staff = lazy(() => import("./staff/Staff"));
const Official = lazy(() => import("./staff/Official"));
const Cooperative = lazy(() => import("./cooperative/Cooperative"));
const Formats = lazy(() => import("./formats/Formats"));
const NewFormat = lazy(() => import("./formats/NewFormat"));
const Views = lazy(() => import("./Views"));

export default function Settings() {
  return (
    <Places>
      <Route index element={<Centres />} />
      <Route path="staff" element={<Staff />} />
      <Route path="staff/:number" element={<Official />} />
      <Route path="cooperative" element={<Cooperative />} />
      <Route path="formats" element={<Formats />} />
      <Route path="formats/new" element={<NewFormat />} />
      <Route path="views" element={<Views />} />
    </Places>
  );
}
