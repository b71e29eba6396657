/** The four places, each a thumb wide, at the thumb's end of the phone. */
import { useWords } from "@shared/words/i18n";

import { Icon, type IconName } from "../ui/Icons";
import { Link } from "./router";
import styles from "./app.module.css";

const TABS = [["", "home", "tabs.home"], ["milk", "can", "tabs.milk"], ["money", "money", "tabs.money"], ["me", "person", "tabs.me"]] as const satisfies readonly (readonly [string, IconName, string])[];

export function Tabs({ place }: { place: string }) {
  const t = useWords("app");
  return (
    <nav className={styles.tabs} aria-label={t("tabs.name")}>
      {TABS.map(([to, icon, key]) => (
        <Link key={to} to={to} aria-current={to === place ? "page" : undefined} className={styles.tab}>
          <Icon name={icon} />
          <span>{t(key)}</span>
        </Link>
      ))}
    </nav>
  );
}
