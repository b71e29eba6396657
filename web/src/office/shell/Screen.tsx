/** One screen inside the shell: without the right it says so, while its code is loading it keeps the place. */
import { useSession } from "@shared/api/session";
import { Suspense, type ComponentType } from "react";

import { Forbidden } from "../parts/Forbidden";
import { Waiting } from "../parts/Waiting";
import type { Route } from "../routes";
import { OneScreen } from "./BrokenPage";

export function Screen({ route, content: Content }: { route: Route; content: ComponentType }) {
  const { may } = useSession();
  if (route.permissions.length > 0 && !route.permissions.some(may)) return <Forbidden permissions={route.permissions} />;
  return (
    <OneScreen key={route.path}>
      <Suspense fallback={<Waiting rows={8} />}>
        <Content />
      </Suspense>
    </OneScreen>
  );
}
