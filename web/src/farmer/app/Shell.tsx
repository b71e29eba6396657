/** What stands around each screen: notices above, the four places below. Screens beyond the first come when asked for. */
import { onDevice } from "@shared/offline/local";
import { speak } from "@shared/words/i18n";
import { lazy, Suspense, useEffect, type ComponentType } from "react";

import { useProfile } from "../data/questions";
import { useNews } from "../data/useNews";
import { Today } from "../today/Today";
import { Bones } from "../ui/Shown";
import { Broken } from "./Broken";
import { Notices } from "./Notices";
import { useAddress } from "./router";
import { Tabs } from "./Tabs";
import styles from "./app.module.css";

type Page = ComponentType<{ rest: string[] }>;

/** By shared/words/i18n.ts, when somebody speaks. */
const isChosen = () => onDevice.recall("imbuto-language") !== null;

const PAGES: Record<string, Page> = {
  "": () => <Today />,
  milk: lazy(() => import("../milk/Milk")),
  money: lazy(() => import("../money/Money")),
  me: lazy(() => import("../me/Me")),
  help: lazy(() => import("../help/Help")),
};

/** Where no language was chosen on this phone the app speaks as the member's messages do. */
function useMembersLanguage(): void {
  const language = useProfile().value?.language;
  useEffect(() => {
    if (language && !isChosen()) void speak(language);
  }, [language]);
}

export function Shell() {
  useMembersLanguage();
  const heard = useNews();
  const [place = "", ...rest] = useAddress();
  const Page = PAGES[place] ?? PAGES[""] as Page;
  return (
    <div className={styles.shell}>
      <Notices heard={heard} />
      <Broken key={place}>
        <Suspense fallback={<main className={styles.alone}><Bones rows={4} /></main>}>
          <Page rest={rest} />
        </Suspense>
      </Broken>
      <Tabs place={place} />
    </div>
  );
}
