/** The screens of one feature by their addresses; an address that leads nowhere says so. */
import { Suspense, type ReactNode } from "react";
import { Route, Routes } from "react-router";

import { NoScreen } from "./NoScreen";
import { Waiting } from "./Waiting";

/** `children` are routes. */
export function Places({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<Waiting rows={8} />}>
      <Routes>
        {children}
        <Route path="*" element={<NoScreen />} />
      </Routes>
    </Suspense>
  );
}
