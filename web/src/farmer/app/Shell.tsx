/** What stands around each screen: notices above, the four places below. Screens beyond the first come when asked for. */
import { lazy, Suspense, type ComponentType } from "react";

import { Today } from "../today/Today";
import { Bones } from "../ui/Shown";
import { Broken } from "./Broken";
import { Notices } from "./Notices";
import { useAddress } from "./router";
import { Tabs } from "./Tabs";
import styles from "./app.module.css";

type Page = ComponentType<{ rest: string[] }>;

const PAGES: Record<string, Page> = {
  "": () => <Today />,
  milk: lazy(() => import("../milk/Milk")),
  money: lazy(() => import("../money/Money")),
  me: lazy(() => import("../me/Me")),
  help: lazy(() => import("../help/Help")),
};

export function Shell() {
  const [place = "", ...rest] = useAddress();
  const Page = PAGES[place] ?? PAGES[""] as Page;
  return (
    <div className={styles.shell}>
      <Notices />
      <Broken key={place}>
        <Suspense fallback={<main className={styles.alone}><Bones rows={4} /></main>}>
          <Page rest={rest} />
        </Suspense>
      </Broken>
      <Tabs place={place} />
    </div>
  );
}
