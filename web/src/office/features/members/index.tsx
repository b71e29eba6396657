/** The members: the directory, registering, bringing in files, lost access, and each member's own page. */
import { Waiting } from "@office/parts/Waiting";
import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";

import { Directory } from "./Directory";

const Register = lazy(() => import("./Register"));
const Import = lazy(() => import("./import/Import"));
const LostAccess = lazy(() => import("./LostAccess"));
const Member = lazy(() => import("./Member"));

export default function Members() {
  return (
    <Suspense fallback={<Waiting rows={8} />}>
      <Routes>
        <Route index element={<Directory />} />
        <Route path="register" element={<Register />} />
        <Route path="import" element={<Import />} />
        <Route path="access" element={<LostAccess />} />
        {/* A number may hold a stroke: all that follows is the number. */}
        <Route path="*" element={<Member />} />
      </Routes>
    </Suspense>
  );
}
