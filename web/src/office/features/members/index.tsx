/** The members: the directory, registering, bringing in files, lost access, and each member's own page. */
import { Places } from "@office/parts/Places";
import { lazy } from "react";
import { Route } from "react-router";

import { Directory } from "./Directory";

const Register = lazy(() => import("./Register"));
const Import = lazy(() => import("./import/Import"));
const LostAccess = lazy(() => import("./LostAccess"));
const Member = lazy(() => import("./Member"));

export default function Members() {
  return (
    <Places>
      <Route index element={<Directory />} />
      <Route path="register" element={<Register />} />
      <Route path="import" element={<Import />} />
      <Route path="access" element={<LostAccess />} />
      {/* A number may hold a stroke: all that follows is the number. */}
      <Route path="*" element={<Member />} />
    </Places>
  );
}
